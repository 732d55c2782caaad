import { Injectable, type OnModuleInit } from '@nestjs/common';
import { requireMember } from '../../access/actor.js';
import type { RoleNeeded } from '../../assignments/assignment.types.js';
import { CircumstancesService } from '../../assignments/circumstances.service.js';
import { GivenWorksheetsService } from '../../assignments/given.service.js';
import { AuditService } from '../../audit/audit.service.js';
import { CatalogueService } from '../../catalogue/catalogue.service.js';
import { ClientsService } from '../../clients/clients.service.js';
import type { IncidentRole } from '../../clients/couples.service.js';
import { tailor } from '../../core/worksheet/tailor.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { localDay } from '../../platform/local-day.js';
import { PracticesService } from '../../practices/practices.service.js';
import type { Submission } from '../../responses/response.types.js';
import { SubmissionsService } from '../../responses/submissions.service.js';
import { FileLinksService } from '../file-links.service.js';
import type { FileTicket, PrintedFile, SignedLink } from '../file-links.types.js';
import { FileMakers } from '../file-makers.service.js';
import { mayBeKept } from '../never-printed.js';
import { PressService } from '../press.service.js';
import type { Paper } from '../session-summary.types.js';
import { submissionSheet } from './answered.content.js';
import type { AnsweredSheet } from './answered.types.js';
import { blankWorksheet } from './blank.content.js';
import type { BlankWorksheet } from './blank.types.js';
import type { BlankForm, PaperOnly } from './worksheet-prints.types.js';

/** What is asked for of a blank worksheet. */
export interface AskedBlank {
  readonly form: BlankForm;
  readonly paper?: Paper | null | undefined;
  readonly role?: IncidentRole | null | undefined;
}

type SignedBlank = SignedLink & { readonly __typename: 'SignedLink' };

/** Worksheets on paper: blank ones to be filled in, and what was handed in. */
@Injectable()
export class WorksheetPrintsService implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly catalogue: CatalogueService,
    private readonly circumstances: CircumstancesService,
    private readonly given: GivenWorksheetsService,
    private readonly practices: PracticesService,
    private readonly clients: ClientsService,
    private readonly submissions: SubmissionsService,
    private readonly links: FileLinksService,
    private readonly makers: FileMakers,
    private readonly press: PressService,
    private readonly audit: AuditService,
  ) {}

  onModuleInit(): void {
    this.makers.on('blank', (ticket) => this.printBlank(ticket));
    this.makers.on('submission', (ticket) => this.printSubmission(ticket));
  }

  /** An address of a blank worksheet for five minutes, or what has to be told first. */
  async blankPdf(
    { id, hash }: { readonly id: string; readonly hash: string },
    { form, paper, role = null }: AskedBlank,
  ): Promise<SignedBlank | RoleNeeded | PaperOnly> {
    const version = await this.catalogue.byHash(hash);
    const fitting = version && (await this.circumstances.onPaper(version.worksheet, role));
    if (fitting && '__typename' in fitting) return fitting;
    if (form === 'FILLABLE' && version && !mayBeKept(version.worksheet))
      return {
        __typename: 'PaperOnly',
        message:
          'Filled in on a screen, this worksheet would lie on a device that others may open. Ask for PLAIN.',
      };
    const link = await this.links.sign({
      kind: 'blank',
      worksheetId: id,
      hash,
      role,
      fillable: form === 'FILLABLE',
      paper: await this.paperFor(paper),
    });
    return { __typename: 'SignedLink', ...link };
  }

  /** An address of the print of a submission for five minutes. */
  async submissionPdf({ id }: Submission, paper?: Paper | null): Promise<SignedLink> {
    return this.links.sign({ kind: 'submission', submissionId: id, paper: await this.paperFor(paper) });
  }

  private async paperFor(asked: Paper | null | undefined): Promise<Paper> {
    return asked ?? (await this.practices.current()).paper;
  }

  /** Undefined where the practice has no such version. */
  private async printBlank(ticket: FileTicket<'blank'>): Promise<PrintedFile | undefined> {
    const content = await this.unitOfWork.write(() => this.blank(ticket));
    if (!content) return undefined;
    return {
      name: `worksheet-${ticket.worksheetId}.pdf`,
      bytes: await this.press.print({ kind: 'blank', content, paper: ticket.paper }),
    };
  }

  private async blank(ticket: FileTicket<'blank'>): Promise<BlankWorksheet | undefined> {
    const { hash, role, fillable, paper, worksheetId } = ticket;
    const version = await this.catalogue.byHash(hash);
    if (!version || version.worksheet.id !== worksheetId) return undefined;
    const fitting = await this.circumstances.onPaper(version.worksheet, role);
    if ('__typename' in fitting) return undefined;
    await this.audit.record({ action: 'worksheet.printed', worksheetId, hash });
    return blankWorksheet({
      worksheet: tailor(version.worksheet, fitting),
      practice: (await this.practices.current()).name,
      locale: this.catalogue.locale,
      paper,
      fillable,
      madeAt: new Date(),
    });
  }

  /** Undefined where the member may not see it, or no longer. */
  private async printSubmission(ticket: FileTicket<'submission'>): Promise<PrintedFile | undefined> {
    const made = await this.unitOfWork.write(async () => {
      const submission = await this.submissions.get(ticket.submissionId);
      return submission.__typename === 'Submission' ? this.submitted(submission) : undefined;
    });
    if (!made) return undefined;
    return {
      name: made.name,
      bytes: await this.press.print({ kind: 'submission', content: made.content, paper: ticket.paper }),
    };
  }

  private async submitted(
    submission: Submission,
  ): Promise<{ readonly name: string; readonly content: AnsweredSheet }> {
    const { id: submissionId, clientId, assignmentId, submittedAt } = submission;
    const { worksheet, hash } = await this.given.open(submission.given);
    const practice = await this.practices.current();
    const code = (await this.clients.load(clientId))?.code ?? '';
    await this.audit.record({ action: 'submission.printed', clientId, assignmentId, submissionId });
    const content = submissionSheet({
      worksheet,
      hash,
      answers: submission.answers,
      submittedAt,
      revision: submission.revision,
      practice: practice.name,
      timeZone: practice.time_zone,
      code,
      madeAt: new Date(),
      madeBy: await this.practices.memberName(requireMember().id),
    });
    const day = localDay(submittedAt, practice.time_zone).replaceAll('-', '');
    return { name: `sheet-${code}-${day}.pdf`, content };
  }
}
