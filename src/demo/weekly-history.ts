import { randomUUID } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { AssignmentsService } from '../assignments/assignments.service.js';
import type { Answers } from '../core/worksheet/answers.js';
import type { Backdated } from './backdate.js';
import { handIn } from './fill-in.js';
import {
  agreementAnswers,
  checkInAnswers,
  opennessAnswers,
  preSessionAnswers,
  privateCheckInAnswers,
  weeks,
} from './weekly-answers.js';

/** Who acts in a part of the history. */
export interface Cast {
  readonly clientId: string;
  readonly asClinician: <T>(work: () => Promise<T>) => Promise<T>;
  readonly asClient: <T>(work: () => Promise<T>) => Promise<T>;
}

/** A sheet that was filled in so many days ago. */
interface Sheet {
  readonly worksheetId: string;
  readonly answers: Answers;
  readonly daysAgo: number;
}

/** The last weekly sheets came in three days ago, those before them a week apart. */
const LAST_WEEKLY = 3;
const AGREED = 51;
const REVIEW_AHEAD = 40;
const DAY = 86_400_000;

/**
 * Seven weeks of one partner's sheets: the private check-in, the agreement, then a check-in every week, and two
 * minutes before the session that is next.
 * @returns when each should seem to have been given and handed in
 */
export async function makeWeeks(app: INestApplicationContext, cast: Cast): Promise<Backdated[]> {
  const backdated: Backdated[] = [];
  // One after the other: each is fitted to what was there before it.
  for (const sheet of sheetsOf()) backdated.push(await fillIn(app, cast, sheet));
  return backdated;
}

function sheetsOf(): readonly Sheet[] {
  const agreement = agreementAnswers(dayFromNow(-AGREED), dayFromNow(REVIEW_AHEAD));
  const weekly = weeks.flatMap((week, index): Sheet[] => {
    const daysAgo = LAST_WEEKLY + 7 * (weeks.length - 1 - index);
    const checkIn = { worksheetId: 'commitment-checkin', answers: checkInAnswers(week), daysAgo };
    if (week.doubt === undefined) return [checkIn];
    const answers = opennessAnswers(week.doubt, daysAgo === LAST_WEEKLY);
    return [checkIn, { worksheetId: 'openness-checkin', answers, daysAgo }];
  });
  return [
    { worksheetId: 'private-checkin', answers: privateCheckInAnswers, daysAgo: AGREED + 6 },
    { worksheetId: 'trust-agreement', answers: agreement, daysAgo: AGREED },
    ...weekly,
    { worksheetId: 'pre-session', answers: preSessionAnswers, daysAgo: 1 },
  ];
}

async function fillIn(
  app: INestApplicationContext,
  { clientId, asClinician, asClient }: Cast,
  { worksheetId, answers, daysAgo }: Sheet,
): Promise<Backdated> {
  const assignment = await asClinician(() =>
    app.get(AssignmentsService).assign({ clientId, worksheetId, idempotencyKey: randomUUID() }),
  );
  if (assignment.__typename !== 'Assignment')
    throw new Error(`The demonstration’s ${worksheetId} could not be assigned.`);
  await asClient(() => handIn(app, assignment.id, answers));
  const writtenAt = new Date(Date.now() - daysAgo * DAY);
  return { assignmentId: assignment.id, assignedAt: new Date(writtenAt.getTime() - 2 * DAY), writtenAt };
}

/** YYYY-MM-DD. */
function dayFromNow(days: number): string {
  return new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
}
