import { Injectable, type OnModuleInit } from '@nestjs/common';
import { requireMember } from '../../access/actor.js';
import { AuditService } from '../../audit/audit.service.js';
import { ClientsService } from '../../clients/clients.service.js';
import type { Genogram } from '../../genograms/genogram.types.js';
import { GenogramsService } from '../../genograms/genograms.service.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { localDay } from '../../platform/local-day.js';
import { PracticesService } from '../../practices/practices.service.js';
import { FileLinksService } from '../file-links.service.js';
import type { FileTicket, PrintedFile, SignedLink } from '../file-links.types.js';
import { FileMakers } from '../file-makers.service.js';
import { PressService } from '../press.service.js';
import type { Paper } from '../session-summary.types.js';
import { type GenogramPrint, genogramPrint } from './genogram-print.content.js';

/** Genograms on paper. */
@Injectable()
export class GenogramPrintsService implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly genograms: GenogramsService,
    private readonly practices: PracticesService,
    private readonly clients: ClientsService,
    private readonly links: FileLinksService,
    private readonly makers: FileMakers,
    private readonly press: PressService,
    private readonly audit: AuditService,
  ) {}

  onModuleInit(): void {
    this.makers.on('genogram', (ticket) => this.print(ticket));
  }

  /** An address of the print for five minutes, drawn as the genogram was asked for. */
  async pdf({ clientId, view }: Genogram, paper?: Paper | null): Promise<SignedLink> {
    const { mode, show, deathsInWords } = view;
    return this.links.sign({
      kind: 'genogram',
      clientId,
      mode,
      show: [...show],
      deathsInWords,
      paper: paper ?? (await this.practices.current()).paper,
    });
  }

  /** Undefined where there is nothing to draw, or the member may not see it, or no longer. */
  private async print(ticket: FileTicket<'genogram'>): Promise<PrintedFile | undefined> {
    const made = await this.unitOfWork.write(() => this.made(ticket));
    if (!made) return undefined;
    return {
      name: made.name,
      bytes: await this.press.print({ kind: 'genogram', content: made.content, paper: ticket.paper }),
    };
  }

  private async made({
    clientId,
    mode,
    show,
    deathsInWords,
  }: FileTicket<'genogram'>): Promise<
    { readonly name: string; readonly content: GenogramPrint } | undefined
  > {
    const genogram = await this.genograms.of(clientId, { mode, show, deathsInWords });
    if (genogram.__typename !== 'Genogram') return undefined;
    const { name: practice, time_zone: timeZone } = await this.practices.current();
    const code = (await this.clients.load(clientId))?.code ?? '';
    const madeAt = new Date();
    await this.audit.record({ action: 'genogram.printed', clientId, mode });
    return {
      name: `map-${code}-${localDay(madeAt, timeZone).replaceAll('-', '')}.pdf`,
      content: genogramPrint({
        scenes: genogram.scenes,
        mode,
        practice: { name: practice, timeZone },
        code,
        submittedAt: genogram.submittedAt,
        madeAt,
        madeBy: await this.practices.memberName(requireMember().id),
      }),
    };
  }
}
