import { type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { EmbedModule } from '../embed/embed.module.js';
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
import { EmbedController } from './embed.controller.js';
import { EMBED_FILES, readEmbedFiles } from './embed-files.js';
import { EntryController } from './entry.controller.js';
import { KeptWordsController } from './kept-words.controller.js';
import { LanguageController } from './language.controller.js';
import { Languages } from './languages.js';
import { LeaveController } from './leave.controller.js';
import { LeavingService } from './leaving.service.js';
import { LogInController } from './log-in.controller.js';
import { LogInService } from './log-in.service.js';
import { OwnCopiesController } from './own-copies.controller.js';
import { OwnCopiesService } from './own-copies.service.js';
import { PageErrors } from './page-errors.js';
import { CLIENT_FILES, PageRenderer } from './page-renderer.js';
import { PageScopeMiddleware } from './page-scope.middleware.js';
import { PastAnswersController } from './past-answers.controller.js';
import { PastAnswersService } from './past-answers.service.js';
import { TabletController } from './tablet.controller.js';
import { TabletService } from './tablet.service.js';

@Module({
  imports: [AccessModule, EmbedModule, PracticesModule, ResponsesModule, SummariesModule],
  controllers: [
    AssetsController,
    EntryController,
    ClientAuthController,
    ClientPagesController,
    DoorController,
    EmbedController,
    KeptWordsController,
    LanguageController,
    LeaveController,
    LogInController,
    OwnCopiesController,
    PastAnswersController,
    TabletController,
  ],
  providers: [
    CarriedForms,
    ClientPagesService,
    DoorService,
    Languages,
    LeavingService,
    LogInService,
    OwnCopiesService,
    PageErrors,
    PageRenderer,
    PastAnswersService,
    TabletService,
    { provide: CLIENT_FILES, useFactory: () => readClientFiles(clientFolder()) },
    { provide: EMBED_FILES, useFactory: readEmbedFiles },
  ],
})
export class PagesModule implements NestModule {
  /** The pages ask who is calling; the way in, the way out and the files do not. */
  configure(consumer: MiddlewareConsumer): void {
    consumer
      .apply(PageScopeMiddleware)
      .forRoutes(
        ClientPagesController,
        KeptWordsController,
        LogInController,
        OwnCopiesController,
        PastAnswersController,
      );
  }
}
