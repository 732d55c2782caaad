import { type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { PracticesModule } from '../practices/practices.module.js';
import { ResponsesModule } from '../responses/responses.module.js';
import { SummariesModule } from '../summaries/summaries.module.js';
import { AssetsController } from './assets.controller.js';
import { CarriedForms } from './carried-forms.js';
import { clientFolder, readClientFiles } from './client-files.js';
import { ClientAuthController } from './client-auth.controller.js';
import { ClientPagesController } from './client-pages.controller.js';
import { ClientPagesService } from './client-pages.service.js';
import { DoorController } from './door.controller.js';
import { DoorService } from './door.service.js';
import { EntryController } from './entry.controller.js';
import { LeaveController } from './leave.controller.js';
import { LogInController } from './log-in.controller.js';
import { LogInService } from './log-in.service.js';
import { OwnCopiesController } from './own-copies.controller.js';
import { OwnCopiesService } from './own-copies.service.js';
import { PageErrors } from './page-errors.js';
import { CLIENT_FILES, PageRenderer } from './page-renderer.js';
import { PageScopeMiddleware } from './page-scope.middleware.js';

@Module({
  imports: [AccessModule, PracticesModule, ResponsesModule, SummariesModule],
  controllers: [
    AssetsController,
    EntryController,
    ClientAuthController,
    ClientPagesController,
    DoorController,
    LeaveController,
    LogInController,
    OwnCopiesController,
  ],
  providers: [
    CarriedForms,
    ClientPagesService,
    DoorService,
    LogInService,
    OwnCopiesService,
    PageErrors,
    PageRenderer,
    { provide: CLIENT_FILES, useFactory: () => readClientFiles(clientFolder()) },
  ],
})
export class PagesModule implements NestModule {
  /** The pages ask who is calling; the way in, the way out and the files do not. */
  configure(consumer: MiddlewareConsumer): void {
    consumer
      .apply(PageScopeMiddleware)
      .forRoutes(ClientPagesController, LogInController, OwnCopiesController);
  }
}
