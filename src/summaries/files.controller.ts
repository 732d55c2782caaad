import { Get, Param, Query } from '@nestjs/common';
import { runAsActor } from '../access/actor.js';
import { isAllowed } from '../access/allow.js';
import { MemberActorsService } from '../access/member/member-actors.service.js';
import { CurrentRequest, HttpReply, type HttpRequest } from '../platform/http/exchange.js';
import { RestController } from '../platform/http/rest-controller.js';
import { FileLinksService } from './file-links.service.js';
import type { FileTicket, PrintedFile } from './file-links.types.js';
import { FileMakers } from './file-makers.service.js';

/** Gives the PDFs that signed links name. */
@RestController('files')
export class FilesController {
  constructor(
    private readonly links: FileLinksService,
    private readonly makers: FileMakers,
    private readonly members: MemberActorsService,
  ) {}

  /** One answer for all that is not there: an altered link, an old one, one of another kind, one for nobody now. */
  @Get(':kind')
  async file(
    @Param('kind') kind: string,
    @Query('ticket') token: unknown,
    @CurrentRequest() request: HttpRequest,
  ): Promise<HttpReply> {
    const ticket = await this.links.read(String(token));
    const file = ticket?.kind === kind ? await this.print(ticket, request.id) : undefined;
    if (!file)
      return new HttpReply(
        404,
        { 'content-type': 'text/plain; charset=utf-8' },
        'This link has expired or was altered. Ask for the file again to get a new one.',
      );
    return new HttpReply(
      200,
      {
        'content-type': 'application/pdf',
        'content-disposition': `inline; filename="${file.name}"`,
        'content-length': String(file.bytes.length),
        // Each print is made anew and noted as one: parts of it would be prints of their own.
        'accept-ranges': 'none',
      },
      file.bytes,
    );
  }

  /** On behalf of the member who signed the link, with what that member may still see. */
  private async print(ticket: FileTicket, requestId: string): Promise<PrintedFile | undefined> {
    const member = await this.members.load(ticket, { kind: 'operator' }, requestId);
    if (!member || !isAllowed(this.makers.whoOf(ticket.kind), member)) return undefined;
    return runAsActor(member, requestId, () => this.makers.make(ticket));
  }
}
