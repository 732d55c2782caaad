import { type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import { PageScopeMiddleware } from '../access/access.middleware.js';
import { AccessModule } from '../access/access.module.js';
import { PracticesModule } from '../practices/practices.module.js';
import { ResponsesModule } from '../responses/responses.module.js';
import { AssetsController } from './assets.controller.js';
import { clientFolder, readClientFiles } from './client-files.js';
import { ClientPagesController } from './client-pages.controller.js';
import { ClientPagesService } from './client-pages.service.js';
import { EntryController } from './entry.controller.js';
import { CLIENT_FILES, EXIT_URL, PageRenderer } from './page-renderer.js';

/** Weather: anybody may be looking that up. */
const PLAIN_PAGE = 'https://www.weather.gov/';

@Module({
  imports: [AccessModule, PracticesModule, ResponsesModule],
  controllers: [AssetsController, EntryController, ClientPagesController],
  providers: [
    ClientPagesService,
    PageRenderer,
    { provide: CLIENT_FILES, useFactory: () => readClientFiles(clientFolder()) },
    { provide: EXIT_URL, useValue: PLAIN_PAGE },
  ],
})
export class PagesModule implements NestModule {
  /** The pages ask who is calling; the way in and the files do not. */
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(PageScopeMiddleware).forRoutes(ClientPagesController);
  }
}
