import { randomUUID } from 'node:crypto';
import { actingFor, type Actor, runAsActor } from '../../src/access/actor.js';
import { CouplesService } from '../../src/clients/couples.service.js';
import type { Answer, Answers, Row, Signature } from '../../src/core/worksheet/answers.js';
import type { Item, Side } from '../../src/core/worksheet/definition.js';
import { answerOf, rowsOf, valueOf } from '../../src/core/worksheet/reading.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { SubmissionsService } from '../../src/responses/submissions.service.js';
import { answer, assign, inRow } from './answering.js';
import { makeClient, type TestApp, type TestPractice } from './app.js';
import type { RowIds } from './fill-page.js';
import type { FilledSheet } from './filled.js';
import { recordRiskProtocol } from './own-worksheet.js';

const RISK = 'risk_protocol';

/** A worksheet that was given to a client of its own. */
export interface GivenSheet {
  readonly practice: TestPractice;
  readonly assignmentId: string;
  /** Headers that sign the client in. */
  readonly signedIn: Record<string, string>;
}

/** Gives the sheets of the fixtures to new clients, and reads what was handed in. */
export class SheetDesk {
  private constructor(
    private readonly app: TestApp,
    /** One practice has recorded who reads answers about risk, the other has not. */
    private readonly practices: { readonly withRisk: TestPractice; readonly without: TestPractice },
  ) {}

  /** Makes the practices of an app. */
  static async in(app: TestApp): Promise<SheetDesk> {
    const practices = { withRisk: await app.practice(), without: await app.practice() };
    await recordRiskProtocol(app, practices.withRisk.member, 'on working days between 9 and 5');
    return new SheetDesk(app, practices);
  }

  /** Assigns the sheet to a new client, with what the fixture says of the circumstances. */
  async give({ worksheetId, circumstances }: FilledSheet): Promise<GivenSheet> {
    const { role, decisions = [], promises = [], apart } = circumstances;
    const practice = decisions.includes(RISK) ? this.practices.withRisk : this.practices.without;
    const clientId = await makeClient(this.app, practice.member);
    const signedIn = await this.app.signIn(practice.member, clientId);
    if (promises.length > 0) {
      const patches = promises.flatMap(({ id, text, kind }) => [
        inRow('ta.commit', id, 'promise', text),
        inRow('ta.commit', id, 'kind', kind),
      ]);
      const agreement = { clientId, worksheetId: 'trust-agreement' };
      await answer(this.app, practice.member, signedIn, agreement, patches);
    }
    if (apart) await this.joinTo(practice, clientId, apart);
    const asked = {
      clientId,
      worksheetId,
      ...(apart && { apart: true }),
      ...(role && { role: role.toUpperCase() }),
      decisions: decisions.filter((decision) => decision !== RISK),
    };
    const { id: assignmentId } = await assign(this.app, practice.member, asked);
    return { practice, assignmentId, signedIn };
  }

  /** What Postgres holds of the one submission of an assignment, opened; nothing where there is not just one. */
  async kept({ practice, assignmentId }: GivenSheet): Promise<Answers | undefined> {
    const { app } = this.app;
    const [submission, ...more] = await runAsActor(clinicianOf(practice), randomUUID(), () =>
      app.get(UnitOfWork).write(() => app.get(SubmissionsService).ofAssignment(assignmentId)),
    );
    return more.length === 0 ? submission?.answers : undefined;
  }

  /** Makes the client one of a couple, on this side. */
  private async joinTo(practice: TestPractice, clientId: string, side: Side): Promise<void> {
    const partner = { clientId: await makeClient(this.app, practice.member), role: 'both' } as const;
    const client = { clientId, role: 'both' } as const;
    const partners = side === 'A' ? ([client, partner] as const) : ([partner, client] as const);
    await runAsActor(clinicianOf(practice), randomUUID(), () =>
      this.app.app.get(CouplesService).create({ code: `K-${randomUUID()}`, partners }),
    );
  }
}

function clinicianOf({ practiceId, memberId: id }: TestPractice): Actor {
  return actingFor({ practiceId, id, roles: ['clinician'] });
}

/** The fixture's answers with the ids that the page gave to rows, and signatures dated on the day of signing. */
export function asKept({ compiled, answers }: FilledSheet, rowIds: RowIds, today: string): Answers {
  const idOf = (group: string, row: string): string => rowIds.get(`${group} ${row}`) ?? row;
  const kept = (item: Item | undefined, given: Answer): Answer => {
    const value: unknown = valueOf(given);
    if (item?.type === 'link') return { value: idOf(item.of, value as string) };
    if (item?.type === 'links') return { value: (value as string[]).map((row) => idOf(item.of, row)) };
    if (item?.type === 'sign') return { value: { ...(value as Signature), date: today } };
    return given;
  };
  const inRows = (group: string, row: Row): Row => ({
    id: idOf(group, row.id),
    answers: mapAnswers(row.answers, (field, given) =>
      kept(compiled.items.get(group)?.fields.get(field), given),
    ),
  });
  return mapAnswers(answers, (id, given) => {
    if ('rows' in given) return { rows: rowsOf(answerOf(answers, id)).map((row) => inRows(id, row)) };
    return kept(compiled.items.get(id)?.item, given);
  });
}

function mapAnswers(answers: Answers, change: (id: string, answer: Answer) => Answer): Answers {
  return Object.fromEntries(Object.entries(answers).map(([id, given]) => [id, change(id, given)]));
}
