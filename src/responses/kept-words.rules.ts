import type { Answers } from '../core/worksheet/answers.js';
import { answerOf, valueOf } from '../core/worksheet/reading.js';

/** The worksheets that ask about the client's device. */
export const DEVICE_WORKSHEETS = ['start-here', 'private-checkin'] as const;

/** All that the client handed in of each, the latest first. */
export type DeviceAnswers = Readonly<Partial<Record<(typeof DEVICE_WORKSHEETS)[number], readonly Answers[]>>>;

/**
 * Has the client said that the device is theirs alone? Nothing less than that counts: with somebody who sees it, with
 * doubt about that, or with a partner who checks or tracks them, the answer is no, whichever of it was said first. Such
 * words stand until others are said in their place: to leave the question out at the next time takes nothing back.
 */
export function saysDeviceIsOwn(said: DeviceAnswers): boolean {
  const { 'start-here': starts = [], 'private-checkin': checkins = [] } = said;
  const seen = lastSaid(starts, 'contact.seen');
  const watched = lastSaid(checkins, 'ps.watch');
  return (
    valueIn(starts[0], 'online.device') === 'yes' &&
    (seen === undefined || seen === 'no') &&
    (watched === undefined || watched === 'never')
  );
}

function lastSaid(all: readonly Answers[], item: string): unknown {
  return all.map((answers) => valueIn(answers, item)).find((value) => value !== undefined);
}

function valueIn(answers: Answers | undefined, item: string): unknown {
  return valueOf(answerOf(answers, item));
}
