import { Get, Query } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { runAsActor } from '../access/actor.js';
import { isAllowed } from '../access/allow.js';
import { MemberActorsService } from '../access/member/member-actors.service.js';
import { CLINICAL } from '../access/rules.js';
import { HttpReply } from '../platform/http/exchange.js';
import { RestController } from '../platform/http/rest-controller.js';
import { type SummaryFile, SummariesService } from './summaries.service.js';
import { SummaryLinksService, type SummaryTicket } from './summary-links.service.js';

const HEADERS = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
};

/** Gives the PDFs that signed links name. */
@RestController('files')
export class FilesController {
  constructor(
    private readonly links: SummaryLinksService,
    private readonly summaries: SummariesService,
    private readonly members: MemberActorsService,
  ) {}

  @Get('summary')
  async summary(@Query('ticket') token: unknown): Promise<HttpReply> {
    const ticket = await this.links.read(String(token));
    const file = ticket && (await this.print(ticket));
    if (!file)
      return new HttpReply(
        404,
        { ...HEADERS, 'content-type': 'text/plain; charset=utf-8' },
        'This link has expired or was altered. Ask for the summary again to get a new one.',
      );
    return new HttpReply(
      200,
      {
        ...HEADERS,
        'content-type': 'application/pdf',
        'content-disposition': `inline; filename="${file.name}"`,
        'content-length': String(file.bytes.length),
      },
      file.bytes,
    );
  }

  /** On behalf of the member who signed the link, with what that member may still see. */
  private async print(ticket: SummaryTicket): Promise<SummaryFile | undefined> {
    const requestId = uuidv7();
    const member = await this.members.load(ticket, { kind: 'operator' }, requestId);
    if (!member || !isAllowed(CLINICAL, member)) return undefined;
    return runAsActor(member, requestId, () => this.summaries.print(ticket));
  }
}
