import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditService } from '../audit/audit.service.js';
import { CouplesService } from '../clients/couples.service.js';
import type { Scene } from '../core/drawing/scene.js';
import { CLINICIANS_VIEW, GenogramsService } from '../genograms/genograms.service.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { localDay } from '../platform/local-day.js';
import { PracticesService } from '../practices/practices.service.js';
import { FileLinksService } from './file-links.service.js';
import type { FileTicket, PrintedFile, SignedLink } from './file-links.types.js';
import { FileMakers } from './file-makers.service.js';
import { PreparedPrintsService, type Saying } from './prepared-prints.service.js';
import { PressService } from './press.service.js';
import type {
  ClientCopy,
  Paper,
  SessionSummary,
  SessionSummaryResult,
  SummaryCopy,
} from './session-summary.types.js';
import type { Session } from './session.types.js';
import { SessionsService } from './sessions.service.js';
import { SummaryInputService } from './summary-input.service.js';
import { coupleSummaryContent, sessionSummaryContent, USUAL_PARTS } from './summary.content.js';
import type { SummaryContent, SummaryPart } from './summary.types.js';

/** Puts together what a clinician takes into a session. */
@Injectable()
export class SummariesService implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sessions: SessionsService,
    private readonly practices: PracticesService,
    private readonly couples: CouplesService,
    private readonly inputs: SummaryInputService,
    private readonly genograms: GenogramsService,
    private readonly links: FileLinksService,
    private readonly makers: FileMakers,
    private readonly press: PressService,
    private readonly prepared: PreparedPrintsService,
    private readonly audit: AuditService,
  ) {}

  onModuleInit(): void {
    this.makers.on('summary', (ticket) => this.print(ticket));
  }

  /** A session's summary: one copy for a client alone; for a couple one for each partner, and one for both. */
  async read(sessionId: string): Promise<SessionSummaryResult> {
    const session = await this.sessions.get(sessionId);
    return session.__typename === 'NotFound' ? session : this.of(session);
  }

  /** The summary of a session that the caller has. */
  async of(session: Session): Promise<SessionSummary> {
    const copies = await this.copiesOf(session);
    for (const clientId of clientsOf(copies))
      await this.audit.record({ action: 'summary.read', sessionId: session.id, clientId });
    return { __typename: 'SessionSummary', session, copies };
  }

  /** The copies of a session that are about one client each. */
  async individualCopies(session: Session): Promise<ClientCopy[]> {
    return (await this.copiesOf(session)).filter((copy) => copy.kind !== 'COUPLE');
  }

  /** What a copy's PDF says, as data. Leaves an audit entry for each submission that it is made from. */
  async content(copy: SummaryCopy, parts?: readonly SummaryPart[] | null): Promise<SummaryContent> {
    const session = await this.sessions.get(copy.sessionId);
    if (session.__typename === 'NotFound') throw new Error('A session went missing while it was read.');
    return this.contentOf(session, copy, parts ?? USUAL_PARTS);
  }

  /** An address of a copy's PDF for five minutes, on the practice's paper unless another is asked for. */
  async pdf(
    copy: SummaryCopy,
    paper?: Paper | null,
    parts?: readonly SummaryPart[] | null,
  ): Promise<SignedLink> {
    const size = paper ?? (await this.practices.current()).paper;
    return this.links.sign({
      kind: 'summary',
      sessionId: copy.sessionId,
      clientId: copy.clientId,
      paper: size,
      ...(parts && { parts: [...new Set(parts)] }),
    });
  }

  /** Prints the copy that a ticket gives, and notes the print. Undefined when it is no longer there. */
  async print(ticket: FileTicket<'summary'>): Promise<PrintedFile | undefined> {
    const print = await this.unitOfWork.write(async () => {
      const session = await this.sessions.get(ticket.sessionId);
      if (session.__typename === 'NotFound') return undefined;
      const copies = await this.copiesOf(session);
      const copy = copies.find(({ clientId }) => clientId === ticket.clientId);
      if (!copy) return undefined;
      const made = ticket.parts
        ? { content: await this.contentOf(session, copy, ticket.parts) }
        : await this.made(session, copy, ticket.paper);
      for (const clientId of copy.clientId === null ? clientsOf(copies) : [copy.clientId])
        await this.audit.record({ action: 'summary.printed', sessionId: session.id, clientId });
      return { ...made, day: localDay(session.startsAt, (await this.practices.current()).time_zone) };
    });
    if (!print) return undefined;
    const { content, day } = print;
    const bytes = 'bytes' in print ? print.bytes : undefined;
    return {
      name: `session-${content.code}-${day.replaceAll('-', '')}.pdf`,
      bytes: bytes ?? (await this.press.print({ kind: 'summary', content, paper: ticket.paper })),
    };
  }

  /** Gathers what a client's copy says. It then says it as made at any moment. */
  async gather(session: Session, copy: ClientCopy): Promise<Saying> {
    const input = await this.inputs.ofClient(session, copy, USUAL_PARTS, new Date());
    return (madeAt) => sessionSummaryContent({ ...input, madeAt });
  }

  /** What a copy says, and its document where that was made ready and is still what would be made. */
  private async made(
    session: Session,
    copy: SummaryCopy,
    paper: Paper,
  ): Promise<{ readonly content: SummaryContent; readonly bytes?: Buffer | undefined }> {
    if (copy.kind === 'COUPLE') return { content: await this.contentOf(session, copy) };
    const says = await this.gather(session, copy);
    return { content: says(new Date()), bytes: await this.prepared.current(copy, paper, says) };
  }

  /** A couple's session has a copy for each partner, and one for both where the caller may see both. */
  private async copiesOf(session: Session): Promise<SummaryCopy[]> {
    const { id: sessionId, clientId, coupleId } = session;
    if (clientId !== null) return [{ kind: 'INDIVIDUAL', clientId, sessionId }];
    const partners = await this.couples.partners(coupleId ?? '');
    const own = partners.map(({ clientId: partner, side }): SummaryCopy => ({
      kind: `INDIVIDUAL_${side}`,
      clientId: partner,
      sessionId,
    }));
    return own.length < 2 ? own : [...own, { kind: 'COUPLE', clientId: null, sessionId }];
  }

  private async contentOf(
    session: Session,
    copy: SummaryCopy,
    parts: readonly SummaryPart[] = USUAL_PARTS,
  ): Promise<SummaryContent> {
    const madeAt = new Date();
    if (copy.kind !== 'COUPLE') {
      const input = await this.inputs.ofClient(session, copy, parts, madeAt);
      return sessionSummaryContent(input, { parts, map: await this.mapOf(copy, parts) });
    }
    const input = await this.inputs.ofCouple(session, session.coupleId ?? '', madeAt);
    if (!input) throw new Error('A couple’s copy was asked for without a couple.');
    return coupleSummaryContent(input);
  }

  /** The client's map as the clinician sees it; empty where there is none, or none was asked for. */
  private async mapOf({ clientId }: ClientCopy, parts: readonly SummaryPart[]): Promise<readonly Scene[]> {
    if (!parts.includes('GENOGRAM')) return [];
    const genogram = await this.genograms.of(clientId, CLINICIANS_VIEW);
    return genogram.__typename === 'Genogram' ? genogram.scenes : [];
  }
}

/** The clients whom copies are about. */
function clientsOf(copies: readonly SummaryCopy[]): readonly string[] {
  return copies.flatMap(({ clientId }) => clientId ?? []);
}
