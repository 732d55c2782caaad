import { randomUUID } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import type { Answers, Patch } from '../core/worksheet/answers.js';
import { ResponsesService } from '../responses/responses.service.js';

/** Opens a worksheet of the demonstration's and writes to it, as its client. */
export async function write(
  app: INestApplicationContext,
  assignmentId: string,
  patches: readonly Patch[],
): Promise<void> {
  const responses = app.get(ResponsesService);
  await responses.form(assignmentId);
  const saved = await responses.saveDraft({ assignmentId, revision: 0, patches });
  if (saved.__typename !== 'DraftSaved') throw new Error('The demonstration’s draft could not be saved.');
}

/** Fills a worksheet of the demonstration's in and hands it in, as its client. */
export async function handIn(
  app: INestApplicationContext,
  assignmentId: string,
  answers: Answers,
): Promise<void> {
  await write(app, assignmentId, patchesOf(answers));
  const handedIn = await app
    .get(ResponsesService)
    .submit({ assignmentId, revision: 1, idempotencyKey: randomUUID() });
  if (handedIn.__typename !== 'Submission')
    throw new Error('The demonstration’s worksheet could not be handed in.');
}

/** The changes that give these answers: rows first, so that what links to them finds them. */
export function patchesOf(answers: Answers): Patch[] {
  const rows: Patch[] = [];
  const rest: Patch[] = [];
  for (const [item, answer] of Object.entries(answers)) {
    if (!('rows' in answer)) {
      rest.push({ item, answer });
      continue;
    }
    for (const row of answer.rows) {
      rows.push({ item, row: row.id });
      for (const [field, value] of Object.entries(row.answers))
        rest.push({ item, row: row.id, field, answer: value });
    }
  }
  return [...rows, ...rest];
}
