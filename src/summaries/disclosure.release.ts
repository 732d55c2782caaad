import type { Part2 } from '../practices/practice-settings.types.js';
import type { DisclosureDetails } from './disclosure.types.js';

/** How things stand on the day on which a disclosure is printed. */
export interface Standing {
  /** The practice's day, YYYY-MM-DD. */
  readonly today: string;
  /** What the practice is under 42 CFR Part 2 today; null where nobody has said. */
  readonly part2: Part2 | null;
  /** Whether all that is listed stands: nothing of it was taken back, or handed in anew. */
  readonly allStand: boolean;
}

/** A disclosure, as far as it tells whether it may still go. */
export interface Released {
  readonly details: Pick<DisclosureDetails, 'allowedBy'>;
  /** The notice of 42 CFR 2.32 on it, where there is one. */
  readonly notice: unknown;
}

/** The last day on which a consent holds is a day on which it holds. An event in words nobody here can tell. */
function isOver({ allowedBy }: Released['details'], today: string): boolean {
  return 'consent' in allowedBy && 'on' in allowedBy.consent.expires && allowedBy.consent.expires.on < today;
}

/** A practice that has not said may be a program. */
function lacksNotice(notice: unknown, part2: Part2 | null): boolean {
  return notice === null && (part2 === null || part2 === 'PROGRAM');
}

/**
 * Why a disclosure may not go out today, a sentence each; none where it may. It was allowed when it was made, and stays
 * in the record: what is printed of it then is a file copy.
 */
export function whyNotReleased(
  { details, notice }: Released,
  { today, part2, allStand }: Standing,
): readonly string[] {
  return [
    ...(isOver(details, today) ? ['The consent is over.'] : []),
    ...(allStand ? [] : ['Something in it was withdrawn, or was handed in anew since.']),
    ...(lacksNotice(notice, part2)
      ? ['42 CFR Part 2 may apply to the practice now, and this carries no notice of it.']
      : []),
  ];
}
