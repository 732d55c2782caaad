import { Get, Query } from '@nestjs/common';
import { runAsActor } from '../access/actor.js';
import { isAllowed } from '../access/allow.js';
import { MemberActorsService } from '../access/member/member-actors.service.js';
import { CLINICAL } from '../access/rules.js';
import { CurrentRequest, HttpReply, type HttpRequest } from '../platform/http/exchange.js';
import { RestController } from '../platform/http/rest-controller.js';
import { type SummaryFile, SummariesService } from './summaries.service.js';
import { SummaryLinksService, type SummaryTicket } from './summary-links.service.js';

/** Gives the PDFs that signed links name. */
@RestController('files')
export class FilesController {
  constructor(
    private readonly links: SummaryLinksService,
    private readonly summaries: SummariesService,
    private readonly members: MemberActorsService,
  ) {}

  @Get('summary')
  async summary(@Query('ticket') token: unknown, @CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    const ticket = await this.links.read(String(token));
    const file = ticket && (await this.print(ticket, request.id));
    if (!file)
      return new HttpReply(
        404,
        { 'content-type': 'text/plain; charset=utf-8' },
        'This link has expired or was altered. Ask for the summary again to get a new one.',
      );
    return new HttpReply(
      200,
      {
        'content-type': 'application/pdf',
        'content-disposition': `inline; filename="${file.name}"`,
        'content-length': String(file.bytes.length),
      },
      file.bytes,
    );
  }

  /** On behalf of the member who signed the link, with what that member may still see. */
  private async print(ticket: SummaryTicket, requestId: string): Promise<SummaryFile | undefined> {
    const member = await this.members.load(ticket, { kind: 'operator' }, requestId);
    if (!member || !isAllowed(CLINICAL, member)) return undefined;
    return runAsActor(member, requestId, () => this.summaries.print(ticket));
  }
}
