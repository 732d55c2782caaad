/**
 * The notice that goes with records of a substance use disorder program when they are disclosed with consent
 * (42 CFR 2.32). A disclosure keeps the version that it was made with; a new wording is added and changes none.
 */
export interface Part2Notice {
  /** Names the wording. */
  readonly version: string;
  /** The day from which it may be used, YYYY-MM-DD. */
  readonly effectiveOn: string;
  /** 42 CFR 2.32(a)(1): stands on the first page. */
  readonly whole: string;
  /** 42 CFR 2.32(a)(2): stands on every page. */
  readonly brief: string;
}

/** The oldest first. */
const NOTICES: readonly Part2Notice[] = [
  {
    // 89 FR 12472. The wording before it, which forbade any further disclosure, must not be used any longer.
    version: '2024',
    effectiveOn: '2024-04-16',
    whole:
      'This record which has been disclosed to you is protected by Federal confidentiality rules (42 CFR part 2). ' +
      'These rules prohibit you from using or disclosing this record, or testimony that describes the information ' +
      'contained in this record, in any civil, criminal, administrative, or legislative proceedings by any Federal, ' +
      'State, or local authority, against the patient, unless authorized by the consent of the patient, except as ' +
      'provided at 42 CFR 2.12(c)(5) or as authorized by a court in accordance with 42 CFR 2.64 or 2.65. In addition, ' +
      'the Federal rules prohibit you from making any other use or disclosure of this record unless at least one of ' +
      'the following applies: (i) Further use or disclosure is expressly permitted by the written consent of the ' +
      'individual whose information is being disclosed in this record or as otherwise permitted by 42 CFR part 2. ' +
      '(ii) You are a covered entity or business associate and have received the record for treatment, payment, or ' +
      'health care operations, or (iii) You have received the record from a covered entity or business associate as ' +
      'permitted by 45 CFR part 164, subparts A and E. A general authorization for the release of medical or other ' +
      'information is NOT sufficient to meet the required elements of written consent to further use or redisclose ' +
      'the record (see 42 CFR 2.31).',
    brief: '42 CFR part 2 prohibits unauthorized use or disclosure of these records.',
  },
];

/** The notice of a version. @throws {Error} for one that there never was */
export function part2Notice(version: string): Part2Notice {
  const notice = NOTICES.find((one) => one.version === version);
  if (!notice) throw new Error('There is no notice of this version.');
  return notice;
}

/** The notice in force on a day, YYYY-MM-DD. */
export function part2NoticeOn(day: string): Part2Notice {
  const notice = NOTICES.findLast(({ effectiveOn }) => effectiveOn <= day);
  if (!notice) throw new Error('There is no notice for this day.');
  return notice;
}
