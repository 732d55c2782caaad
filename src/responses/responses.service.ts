import { Injectable } from '@nestjs/common';
import { v7 as uuidv7, validate as isUuid } from 'uuid';
import { requireClient } from '../access/actor.js';
import { OPEN_STATES } from '../assignments/assignment.state.js';
import { AssignmentsService } from '../assignments/assignments.service.js';
import { GivenWorksheetsService } from '../assignments/given.service.js';
import { type GivenWorksheet, givenWorksheet } from '../assignments/given.types.js';
import { AuditService } from '../audit/audit.service.js';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import { ContactProposalsService } from '../clients/contact-proposals.service.js';
import type { WorksheetVersion } from '../catalogue/catalogue.types.js';
import type { Answers, Problem } from '../core/worksheet/answers.js';
import { clientView } from '../core/worksheet/client-view.js';
import { applyPatches, readPatches } from '../core/worksheet/patch.js';
import { type RaisedFlag, raiseFlags } from '../core/worksheet/flags.js';
import { startingAnswers } from '../core/worksheet/starting.js';
import { toSubmission } from '../core/worksheet/submission.js';
import { asksOf } from '../core/worksheet/tailor.js';
import { submitProblems } from '../core/worksheet/validation.js';
import { visibility } from '../core/worksheet/visibility.js';
import { Idempotency } from '../platform/database/idempotency.js';
import { Undo, UnitOfWork } from '../platform/database/unit-of-work.js';
import { notFound } from '../platform/graphql/expected-failures.js';
import { type Place, Vault } from '../platform/vault/vault.service.js';
import type { DraftPatch, DraftType, SaveDraftInputType } from './response.graphql.js';
import type {
  AlreadySubmitted,
  AssignmentFormResult,
  InvalidAnswers,
  MyAssignment,
  SaveDraftInput,
  SaveDraftResult,
  StaleRevision,
  SubmitInput,
  SubmitResult,
} from './response.types.js';
import { LIST, LOCK, PREVIOUS, READ, SAVE_DRAFT, SUBMIT, type WritableRow } from './responses.sql.js';
import { type SubmissionRow, submissionPlace } from './submission.entity.js';
import { SubmissionsService } from './submissions.service.js';

/** The client's own side: what is to be filled in, the draft, and handing it in. */
@Injectable()
export class ResponsesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly assignments: AssignmentsService,
    private readonly submissions: SubmissionsService,
    private readonly catalogue: CatalogueService,
    private readonly given: GivenWorksheetsService,
    private readonly contacts: ContactProposalsService,
    private readonly vault: Vault,
    private readonly idempotency: Idempotency,
    private readonly audit: AuditService,
  ) {}

  /** What the signed-in client has been given, the oldest first; of more than 100 all that is open, and the last of the rest. */
  async myAssignments(): Promise<MyAssignment[]> {
    const client = requireClient();
    const transaction = await this.unitOfWork.current();
    const rows = await transaction.sql<WritableRow>(LIST, [client.practiceId, client.id], 'my-assignments');
    const listed: MyAssignment[] = [];
    for (const row of rows) listed.push(present(row, await this.catalogue.version(givenOf(row))));
    return listed;
  }

  /** A worksheet to fill in, with the draft so far. The first look marks the assignment as opened. */
  async form(assignmentId: string): Promise<AssignmentFormResult> {
    const client = requireClient();
    return this.unitOfWork.write(async () => {
      const row = await this.load(assignmentId);
      if (!row) return notFound();
      if (row.state === 'assigned' && (await this.assignments.move(assignmentId, 'opened')))
        await this.audit.record({ action: 'assignment.opened', clientId: client.id, assignmentId });
      const version = await this.given.open(givenOf(row));
      const assignment = present(row, version);
      return {
        __typename: 'AssignmentForm',
        assignment,
        worksheet: clientView(version.worksheet),
        draft: await this.readDraft(assignment, version),
      };
    });
  }

  /** The draft of an edge. What was handed in is read again on its own page alone, which asks for a factor first. */
  async draftOf(assignment: MyAssignment): Promise<DraftType> {
    const { state, draft, given } = assignment;
    if (!OPEN_STATES.includes(state))
      return { revision: draft.revision, answers: {}, savedAt: draft.savedAt };
    return this.readDraft(assignment, await this.given.open(given));
  }

  /** `saveDraft` for patches that come from outside, whose shape nobody has checked. */
  async savePatches({ patches, ...input }: SaveDraftInputType): Promise<SaveDraftResult> {
    const read = readPatches(patches.map(withoutNulls));
    return read.ok ? this.saveDraft({ ...input, patches: read.patches }) : invalid(read.problems);
  }

  /** Saves changes to a draft, all or none, if nobody saved since the revision that the writer saw. */
  async saveDraft({ assignmentId, revision, patches }: SaveDraftInput): Promise<SaveDraftResult> {
    const client = requireClient();
    return this.unitOfWork.write(async () => {
      const row = await this.lock(assignmentId);
      if (!row) return notFound();
      if (!isOpen(row)) return alreadySubmitted(row);
      const worksheet = await this.given.open(givenOf(row));
      const before = await this.openDraft(row, worksheet);
      if (revision !== (row.draft_revision ?? 0)) return stale(row, before);
      const patched = applyPatches(worksheet.compiled, before, patches);
      if (!patched.ok) return invalid(patched.problems);
      const transaction = await this.unitOfWork.current();
      const sealed = await this.vault.seal(row.data_key_id, draftPlace(assignmentId), patched.answers);
      const [saved] = await transaction.sql<{ revision: number; saved_at: Date }>(
        SAVE_DRAFT,
        [client.practiceId, assignmentId, client.id, revision, sealed],
        'draft-save',
      );
      if (!saved) throw new Error('The draft moved on while its assignment was locked.');
      await this.audit.record({ action: 'draft.saved', clientId: client.id, assignmentId });
      return { __typename: 'DraftSaved', revision: saved.revision, savedAt: saved.saved_at };
    });
  }

  /** Hands the draft in as it was read through. Answers to what is hidden by then stay in the draft. */
  async submit(input: SubmitInput): Promise<SubmitResult> {
    const { assignmentId, revision, idempotencyKey } = input;
    const submissionId = uuidv7();
    return this.unitOfWork.write(async () => {
      const asked = { assignmentId, revision };
      const claim = await this.idempotency.claim('submit', idempotencyKey, asked, submissionId);
      if (!claim.first) return this.submissions.get(claim.resultId);
      const row = await this.lock(assignmentId);
      if (!row) throw new Undo<SubmitResult>(notFound());
      if (!isOpen(row)) throw new Undo<SubmitResult>(alreadySubmitted(row));
      const worksheet = await this.given.open(givenOf(row));
      const draft = await this.openDraft(row, worksheet);
      if (revision !== (row.draft_revision ?? 0)) throw new Undo<SubmitResult>(stale(row, draft));
      const shown = visibility(worksheet.compiled, draft);
      const problems = submitProblems(worksheet.compiled, draft, shown);
      if (problems.length > 0) throw new Undo<SubmitResult>(invalid(problems));
      return this.handIn(row, submissionId, worksheet, toSubmission(worksheet.compiled, draft, shown));
    });
  }

  private async handIn(
    row: WritableRow,
    submissionId: string,
    worksheet: WorksheetVersion,
    answers: Answers,
  ): Promise<SubmitResult> {
    const client = requireClient();
    const flags = await this.flagsOf(row, worksheet, answers);
    const sealed = await this.vault.seal(row.data_key_id, submissionPlace(submissionId), answers);
    const revision = row.submissions + 1;
    // Nothing was opened or saved before: the move through `opened` keeps the states' table whole.
    if (row.state === 'assigned') await this.assignments.move(row.id, 'opened');
    const transaction = await this.unitOfWork.current();
    const [made] = await transaction.sql<{ submitted_at: Date }>(
      SUBMIT,
      [client.practiceId, row.id, client.id, submissionId, revision, sealed, uuidv7(), JSON.stringify(flags)],
      'submit',
    );
    if (!made) throw new Error('The assignment moved on while it was locked.');
    await this.contacts.proposeFrom(row.worksheet_id, answers, row.data_key_id);
    const ids = { clientId: client.id, assignmentId: row.id, submissionId };
    await this.audit.record({ action: 'submission.submitted', ...ids });
    return {
      __typename: 'Submission',
      id: submissionId,
      assignmentId: row.id,
      clientId: client.id,
      revision,
      submittedAt: made.submitted_at,
      given: givenOf(row),
      answers,
    };
  }

  /** What is kept for the clinician's eyes. The client is told of none of it, here or anywhere. */
  private async flagsOf(
    row: WritableRow,
    { worksheet, compiled }: WorksheetVersion,
    answers: Answers,
  ): Promise<readonly RaisedFlag[]> {
    const previous = asksOf(worksheet).previous ? await this.previousAnswers(row) : undefined;
    return raiseFlags(compiled, answers, previous);
  }

  private async previousAnswers(row: WritableRow): Promise<Answers | undefined> {
    const transaction = await this.unitOfWork.current();
    const [previous] = await transaction.sql<Pick<SubmissionRow, 'id' | 'answers_sealed'>>(
      PREVIOUS,
      [row.worksheet_id, row.assigned_at, row.id],
      'submission-previous',
    );
    return previous && this.vault.open<Answers>(submissionPlace(previous.id), previous.answers_sealed);
  }

  private async lock(assignmentId: string): Promise<WritableRow | undefined> {
    const client = requireClient();
    if (!isUuid(assignmentId)) return undefined;
    const transaction = await this.unitOfWork.current();
    await transaction.sql(LOCK, [client.practiceId, client.id, assignmentId], 'response-lock');
    return this.load(assignmentId);
  }

  private async load(assignmentId: string): Promise<WritableRow | undefined> {
    const client = requireClient();
    if (!isUuid(assignmentId)) return undefined;
    const transaction = await this.unitOfWork.current();
    const values = [client.practiceId, client.id, assignmentId];
    const [row] = await transaction.sql<WritableRow>(READ, values, 'response-read');
    return row;
  }

  private async readDraft({ id, draft }: MyAssignment, version: WorksheetVersion): Promise<DraftType> {
    const { revision, sealed, savedAt } = draft;
    return { revision, answers: await this.openDraft({ id, draft_sealed: sealed }, version), savedAt };
  }

  /** The draft, or what one begins with. */
  private async openDraft(
    { id, draft_sealed: sealed }: Pick<WritableRow, 'id' | 'draft_sealed'>,
    { worksheet }: WorksheetVersion,
  ): Promise<Answers> {
    if (sealed) return this.vault.open<Answers>(draftPlace(id), sealed);
    return startingAnswers(clientView(worksheet).sections.flatMap(({ items }) => items));
  }
}

function draftPlace(assignmentId: string): Place {
  return { table: 'draft', column: 'answers_sealed', rowId: assignmentId };
}

function givenOf(row: WritableRow): GivenWorksheet {
  return givenWorksheet(row.id, row);
}

/** GraphQL may give null for a field that was left out. In `answer` alone null means something: clear. */
function withoutNulls(patch: DraftPatch): object {
  return Object.fromEntries(
    Object.entries(patch).filter(([name, value]) => value !== null || name === 'answer'),
  );
}

function isOpen(row: WritableRow): boolean {
  return OPEN_STATES.includes(row.state);
}

function present(row: WritableRow, { worksheet }: WorksheetVersion): MyAssignment {
  return {
    id: row.id,
    worksheetId: row.worksheet_id,
    given: givenOf(row),
    title: worksheet.title,
    minutes: worksheet.minutes,
    state: row.state,
    assignedAt: row.assigned_at,
    dueOn: row.due_on,
    submittedAt: row.submitted_at,
    draft: { revision: row.draft_revision ?? 0, sealed: row.draft_sealed, savedAt: row.draft_saved_at },
  };
}

function alreadySubmitted(row: WritableRow): AlreadySubmitted {
  return {
    __typename: 'AlreadySubmitted',
    message: 'This worksheet was handed in. What you wrote is safe. To change something, ask your therapist.',
    submittedAt: row.submitted_at ?? row.assigned_at,
  };
}

function stale(row: WritableRow, answers: Answers): StaleRevision {
  return {
    __typename: 'StaleRevision',
    message:
      'This worksheet was changed in another window or on another device. Compare the two and save again.',
    revision: row.draft_revision ?? 0,
    answers,
  };
}

function invalid(problems: readonly Problem[]): InvalidAnswers {
  return {
    __typename: 'InvalidAnswers',
    message: 'Some answers need a look. Nothing was lost: put them right and save again.',
    problems,
  };
}
