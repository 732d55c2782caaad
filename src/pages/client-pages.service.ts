import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type AssignmentState, OPEN_STATES } from '../assignments/assignment.state.js';
import { compile } from '../core/worksheet/compile.js';
import { progress } from '../core/worksheet/display.js';
import type { Problem } from '../core/worksheet/answers.js';
import type { AssignmentForm, MyAssignment, SubmitResult } from '../responses/response.types.js';
import { ResponsesService } from '../responses/responses.service.js';
import { OwnCopyService } from '../summaries/worksheet/own-copy.service.js';
import type { Fields } from '../web/client/control.js';
import { type Again, type Filled, fillIn } from '../web/client/fill-in.js';
import type { HomeLine, PartPage, ReviewPage } from '../web/client/model.js';
import { inOrder } from '../web/client/pages/home-lines.js';
import { resumePart } from '../web/client/screen.js';
import { isOnOwnDevice } from './own-device.js';
import { postedRowId } from './posted-row-id.js';
import type { Shown, ShownOrLeft } from './shown.js';

const NOT_FOUND: Shown = { page: { kind: 'message', message: 'notFound' }, status: 404 };
const PLAIN: Omit<Again, 'answers'> = {
  problems: [],
  typed: {},
  others: {},
  opened: [],
  carded: [],
  openRow: null,
};

/** Decides what the client's pages show, for reading and for forms that come back without scripts. */
@Injectable()
export class ClientPagesService {
  constructor(
    private readonly responses: ResponsesService,
    private readonly copies: OwnCopyService,
  ) {}

  /** The list of what was given to the client. */
  async home(): Promise<Shown> {
    return { page: { kind: 'home', lines: await this.lines() }, status: 200 };
  }

  /** A worksheet: its cover (part 0, or not begun), the part asked for, or where the client left off. */
  async sheet(id: string, part: number | undefined): Promise<Shown> {
    return this.withOpenForm(id, async (form) => {
      const { draft, worksheet } = form;
      if (part === 0 || (part === undefined && draft.revision === 0))
        return { page: { kind: 'cover', ...common(form) }, status: 200 };
      if (part === undefined)
        return { goTo: `/w/${id}?part=${resumePart(compile(worksheet), draft.answers)}` };
      return { page: partPage(form, part, { ...PLAIN, answers: draft.answers }), status: 200 };
    });
  }

  /** A part that came back: saves it and moves on, or shows it again with what needs a look. */
  async fillIn(id: string, part: number, fields: Fields): Promise<ShownOrLeft> {
    return this.withOpenForm<ShownOrLeft>(id, async (form) => {
      const { worksheet, draft } = form;
      const { answers, revision } = draft;
      const filled = fillIn({ worksheet, answers, revision, part, fields, newRow: postedRowId(id, fields) });
      if (filled.patches.length === 0) return afterFilling(form, part, filled, revision);
      const saved = await this.responses.saveDraft({ assignmentId: id, revision, patches: filled.patches });
      switch (saved.__typename) {
        case 'DraftSaved':
          return afterFilling(form, part, filled, saved.revision);
        case 'StaleRevision':
          // Somebody saved since the form was read a moment ago: the form that came back is now the older one.
          return this.fillIn(id, part, fields);
        case 'AlreadySubmitted':
          return { goTo: `/w/${id}/done` };
        case 'NotFound':
          return NOT_FOUND;
        case 'InvalidAnswers':
          return afterFilling(form, part, refused(filled, form, saved.problems), revision);
      }
    });
  }

  /** Everything written, to be read through. */
  async review(id: string): Promise<Shown> {
    return this.withOpenForm(id, async (form) => ({ page: reviewPage(form, [], null), status: 200 }));
  }

  /** Hands in what was read through. */
  async submit(id: string, fields: Fields): Promise<Shown> {
    const result = await this.responses.submit({
      assignmentId: id,
      revision: Number(fields.revision),
      idempotencyKey: typeof fields.idempotencyKey === 'string' ? fields.idempotencyKey : randomUUID(),
    });
    return this.afterSubmit(id, result);
  }

  /** The receipt. Of what was written nothing is shown. */
  async done(id: string): Promise<Shown> {
    const form = await this.responses.form(id);
    if (form.__typename === 'NotFound') return NOT_FOUND;
    const { assignment, worksheet } = form;
    if (assignment.submittedAt === null) return { goTo: `/w/${id}` };
    const submittedAt = assignment.submittedAt.toISOString();
    const copyOf = isOnOwnDevice() && this.copies.mayBeMade(worksheet) ? id : null;
    const next = inOrder(await this.lines())[0] ?? null;
    return {
      page: { kind: 'receipt', submittedAt, closing: worksheet.closing ?? null, copyOf, next },
      status: 200,
    };
  }

  private async lines(): Promise<HomeLine[]> {
    return (await this.responses.myAssignments()).flatMap((assignment) => lineOf(assignment) ?? []);
  }

  private async afterSubmit(id: string, result: SubmitResult): Promise<Shown> {
    switch (result.__typename) {
      case 'Submission':
      case 'AlreadySubmitted':
        return { goTo: `/w/${id}/done` };
      case 'NotFound':
        return NOT_FOUND;
      case 'StaleRevision':
        return this.withOpenForm(id, async (form) => ({ page: reviewPage(form, [], 'stale'), status: 409 }));
      case 'InvalidAnswers':
        return this.withOpenForm(id, async (form) => ({
          page: reviewPage(form, result.problems, null),
          status: 422,
        }));
    }
  }

  /** What was handed in is not shown again: whoever has the device now may not be who wrote. */
  private async withOpenForm<Result extends ShownOrLeft = Shown>(
    id: string,
    show: (form: AssignmentForm) => Promise<Result>,
  ): Promise<Result | Shown> {
    const form = await this.responses.form(id);
    if (form.__typename === 'NotFound') return NOT_FOUND;
    if (OPEN_STATES.includes(form.assignment.state)) return show(form);
    return form.assignment.submittedAt === null ? NOT_FOUND : { goTo: `/w/${id}/done` };
  }
}

/** What the list says of an assignment; nothing of those that are not the client's to see. */
function lineOf(assignment: MyAssignment): HomeLine | undefined {
  const { id, title, minutes, dueOn, assignedAt, submittedAt } = assignment;
  const state = LINE_STATES[assignment.state];
  const [givenAt, handedInAt] = [assignedAt.toISOString(), submittedAt?.toISOString() ?? null];
  return state && { id, title, minutes, state, dueOn, givenAt, submittedAt: handedInAt };
}

const LINE_STATES: Readonly<Partial<Record<AssignmentState, HomeLine['state']>>> = {
  assigned: 'new',
  opened: 'new',
  in_progress: 'begun',
  returned: 'returned',
  submitted: 'done',
  reviewed: 'done',
};

function common({ assignment, worksheet, draft }: AssignmentForm) {
  const { revision, answers } = draft;
  return { assignmentId: assignment.id, worksheet, revision, answers, problems: [] as readonly Problem[] };
}

function partPage(form: AssignmentForm, part: number, shown: Again): PartPage {
  const parts = progress(compile(form.worksheet), shown.answers).length;
  return { ...common(form), ...shown, kind: 'part', part: Math.min(Math.max(part, 1), Math.max(parts, 1)) };
}

function reviewPage(
  form: AssignmentForm,
  problems: readonly Problem[],
  outcome: ReviewPage['outcome'],
): ReviewPage {
  return { ...common(form), kind: 'review', problems, outcome, idempotencyKey: randomUUID() };
}

function afterFilling(form: AssignmentForm, part: number, { next }: Filled, revision: number): ShownOrLeft {
  const { id } = form.assignment;
  switch (next.kind) {
    case 'again':
      return { page: { ...partPage(form, part, next.shown), revision }, status: next.status };
    case 'part':
      return { goTo: `/w/${id}?part=${next.part}` };
    case 'review':
      return { goTo: `/w/${id}/review` };
    case 'home':
      return { goTo: '' };
    case 'close':
      return { leave: true };
  }
}

/** The form again, with what the services would not take. */
function refused({ patches, next }: Filled, { draft }: AssignmentForm, problems: readonly Problem[]): Filled {
  const shown = next.kind === 'again' ? next.shown : PLAIN;
  const unsaved = [...patches, ...(shown.unsaved ?? [])];
  const again = { ...shown, answers: draft.answers, unsaved, problems };
  return { patches: [], next: { kind: 'again', status: 422, shown: again } };
}
