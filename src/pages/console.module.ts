import { Module } from '@nestjs/common';
import { CONSOLE_FILES, ConsoleController, readConsoleFiles } from './console.controller.js';

/** The members’ console. */
@Module({
  controllers: [ConsoleController],
  providers: [{ provide: CONSOLE_FILES, useFactory: readConsoleFiles }],
})
export class ConsoleModule {}
