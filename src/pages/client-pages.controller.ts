import { Controller, Get, Param, Post, Query, UseFilters, UseInterceptors } from '@nestjs/common';
import { currentActor } from '../access/actor.js';
import {
  CurrentRequest,
  HttpReply,
  HttpReplyInterceptor,
  type HttpRequest,
} from '../platform/http/exchange.js';
import { isSameOrigin } from '../platform/http/same-origin.js';
import type { Fields } from '../web/client/control.js';
import { CARRIED_FIELD, CarriedForms } from './carried-forms.js';
import { ClientPagesService } from './client-pages.service.js';
import { DoorService } from './door.service.js';
import { LeavingService } from './leaving.service.js';
import { OpenedAnewInterceptor } from './opened-anew.interceptor.js';
import { PageErrorFilter } from './page-error.filter.js';
import { PageRenderer } from './page-renderer.js';
import { postedFields } from './posted-fields.js';
import type { ShownOrLeft } from './shown.js';

/** The client's pages: the list, a worksheet's parts, the review and the receipt. */
@Controller('me')
@UseInterceptors(HttpReplyInterceptor, OpenedAnewInterceptor)
@UseFilters(PageErrorFilter)
export class ClientPagesController {
  constructor(
    private readonly service: ClientPagesService,
    private readonly door: DoorService,
    private readonly carried: CarriedForms,
    private readonly leaving: LeavingService,
    private readonly pages: PageRenderer,
  ) {}

  @Get()
  home(@CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    return this.show(request, '', () => this.service.home());
  }

  @Get('w/:assignmentId')
  sheet(
    @Param('assignmentId') id: string,
    @Query('part') part: unknown,
    @CurrentRequest() request: HttpRequest,
  ): Promise<HttpReply> {
    const asked = partNumber(part);
    return this.show(request, sheetAt(id, asked), () => this.service.sheet(id, asked));
  }

  @Post('w/:assignmentId')
  fillIn(
    @Param('assignmentId') id: string,
    @Query('part') part: unknown,
    @CurrentRequest() request: HttpRequest,
  ): Promise<HttpReply> {
    const asked = partNumber(part) ?? 1;
    return this.change(request, sheetAt(id, asked), (fields) => this.service.fillIn(id, asked, fields));
  }

  @Get('w/:assignmentId/review')
  review(@Param('assignmentId') id: string, @CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    return this.show(request, `/w/${id}/review`, () => this.service.review(id));
  }

  @Post('w/:assignmentId/submit')
  submit(@Param('assignmentId') id: string, @CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    return this.change(request, `/w/${id}/submit`, (fields) => this.service.submit(id, fields));
  }

  @Get('w/:assignmentId/done')
  done(@Param('assignmentId') id: string, @CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    return this.show(request, `/w/${id}/done`, () => this.service.done(id));
  }

  /** @param at the address under the client's pages, to come back to from the door */
  private async show(request: HttpRequest, at: string, find: () => Promise<ShownOrLeft>): Promise<HttpReply> {
    if (currentActor()?.kind !== 'client')
      return this.pages.show(request, await this.door.before(request, at));
    const shown = await find();
    return 'leave' in shown ? this.leaving.leaveByForm(request) : this.pages.show(request, shown);
  }

  /** The same for a form, which must not be lost where nobody is signed in any more. */
  private async change(
    request: HttpRequest,
    at: string,
    make: (fields: Fields) => Promise<ShownOrLeft>,
  ): Promise<HttpReply> {
    if (!isSameOrigin(request)) return this.refuse(request);
    if (currentActor()?.kind !== 'client')
      return this.pages.show(request, await this.door.beforeForm(request, at));
    const fields = await this.fieldsOf(request, at);
    if (fields && isOfAnother(fields))
      return this.pages.show(request, await this.door.ofAnother(request, at));
    return this.show(request, at, async () => (fields ? make(fields) : { goTo: '' }));
  }

  /** What was posted now, or what was posted before somebody had to sign in. */
  private async fieldsOf({ body }: HttpRequest, at: string): Promise<Fields | undefined> {
    const { [CARRIED_FIELD]: carried } = postedFields(body);
    return typeof carried === 'string' ? this.carried.open(at, carried) : postedFields(body);
  }

  private refuse(request: HttpRequest): Promise<HttpReply> {
    return this.pages.reply(request, { kind: 'message', message: 'wrong' }, 403);
  }
}

/** Was the form drawn for somebody else than who is signed in now? On a shared device that is so. */
function isOfAnother({ _client: drawnFor }: Fields): boolean {
  const actor = currentActor();
  return typeof drawnFor === 'string' && actor?.kind === 'client' && drawnFor !== actor.id;
}

function sheetAt(id: string, part: number | undefined): string {
  return part === undefined ? `/w/${id}` : `/w/${id}?part=${part}`;
}

/** The part that is asked for: 0 is the cover; undefined where none is named. */
function partNumber(text: unknown): number | undefined {
  return typeof text === 'string' && /^\d{1,3}$/.test(text) ? Number(text) : undefined;
}
