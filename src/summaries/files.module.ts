import { Module } from '@nestjs/common';
import { FileLinksService } from './file-links.service.js';
import { FileMakers } from './file-makers.service.js';
import { FilesController } from './files.controller.js';

/** Files by signed link. A feature that has some imports this and signs up with `FileMakers`. */
@Module({
  controllers: [FilesController],
  providers: [FileLinksService, FileMakers],
  exports: [FileLinksService, FileMakers],
})
export class FilesModule {}
