import type { ShareClass } from '../../core/worksheet/definition.js';

/**
 * Every word of the client's pages that is no part of a worksheet, in US English. Reading age 9 to 11.
 * Nothing here names therapy, a couple or a diagnosis where a title, an address or a tab could show it.
 */
export const messages = {
  leave: 'Leave now',
  leaveHelp: 'Leaves this page at once and signs you out. You can also press the Shift key three times.',
  skipLink: 'Go to the questions',
  title: {
    part: (part: number, of: number) => `Part ${part} of ${of}`,
    cover: 'Before you start',
    review: 'Read it through',
    home: 'Your worksheets',
  },
  seenBy: {
    P: (clinician: string) => `Only you and ${clinician} can see this.`,
    S: (clinician: string) => `Only you and ${clinician} can see this, unless you choose to share it.`,
    R: (clinician: string) =>
      `You and ${clinician} can see this. Your partner can see it only after you have both handed in and ${clinician} opens it for you both.`,
    J: (clinician: string) => `You, your partner and ${clinician} can see this.`,
    C: (clinician: string) => `Only you and ${clinician} can see this.`,
  } satisfies Record<ShareClass, (clinician: string) => string>,
  skipAnything: 'Skip anything you would rather not answer.',

  save: {
    saved: 'Saved',
    saving: 'Saving…',
    offline: 'Offline. Not kept on this device: stay on this page',
    failed: 'Not saved yet. Trying again',
    signed_out: 'Signed out. Not saved',
    conflict: 'Two versions',
    check: 'One answer is not saved. Please check it',
    gone: 'Not saved',
    live: 'Saves as you type',
    waiting: 'Saves when you continue',
  },
  signedOutNote: {
    title: 'You are signed out',
    text: 'What you typed is still on this page, but it is not saved yet. Open your link again in another tab. Then come back here and press “Try again”.',
    retry: 'Try again',
  },
  goneNote: {
    title: 'This worksheet is closed',
    text: 'It was handed in or taken back since you opened this page. What was saved before is safe. What you typed after that was not saved. You can copy it from here.',
    home: 'Go to your worksheets',
  },
  conflict: {
    title: 'Two versions',
    text: 'This answer was also changed on another device or in another tab. Which one do you want to keep?',
    notice: 'Something was also changed on another device. Please choose which version to keep.',
    show: 'Show me',
    there: 'Other device',
    keepHere: 'Keep this one',
    keepThere: 'Keep the other one',
    empty: 'Nothing written',
  },

  parts: 'Parts of this worksheet',
  about: 'About this worksheet',
  partState: (answered: number, skipped: number, total: number) => {
    if (total === 0) return 'Nothing to fill in';
    if (answered + skipped === 0) return 'Not started';
    if (answered === total) return 'All answered';
    if (answered + skipped === total) return `All done, ${skipped} skipped`;
    const skips = skipped > 0 ? `, ${skipped} skipped` : '';
    return `${answered} of ${total} answered${skips}`;
  },
  minutes: (minutes: number) => `About ${minutes} minutes`,
  pauseAnyTime: 'You can stop at any time and come back later.',
  beforeYouStart: 'Before you start',
  start: 'Start',
  resume: 'Go on',
  next: 'Continue',
  back: 'Back',
  later: 'Finish later',
  toReview: 'Read it through',

  skip: 'Skip',
  skipped: 'Skipped',
  unskip: 'Answer it after all',
  clear: 'Clear',
  needed: 'Needed before you hand in',
  choose: 'Choose one',
  ownWords: 'In my own words',
  closesHere: 'Closes this page. Nothing is saved.',
  hint: {
    between: (min: number | undefined, max: number | undefined) => {
      if (min === undefined) return max !== undefined && `${max} or less.`;
      if (max !== undefined) return `From ${min} to ${max}.`;
      return min !== 0 && `${min} or more.`;
    },
    whole: 'A whole number.',
    url: 'A web address, such as https://example.org.',
    upTo: (characters: number) => `Up to ${characters} characters.`,
  },
  doesNotApply: 'Does not apply',
  yourName: 'Your full name',
  agree: 'Yes, I agree',
  noneGiven: 'There are no promises to look at yet.',
  newHere: 'New',
  carded: 'Please read the note below before you go on.',
  opened: (count: number) =>
    count === 1 ? 'One more question opened below.' : `${count} more questions opened below.`,

  add: (noun: string | undefined, count: number) => {
    if (noun === undefined) return count > 0 ? 'Add another' : 'Add one';
    if (count > 0) return `Add another ${noun}`;
    return `Add ${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;
  },
  openRow: (name: string) => `Show or change ${name}`,
  moreAbout: (name: string) => `More about ${name}`,
  moreCount: (answered: number, total: number) =>
    answered === 0 ? `${total} more questions, all optional` : `${answered} of ${total} answered`,
  remove: 'Remove',
  removeSure: (name: string) => `This removes ${name} and everything you wrote here.`,
  removeNow: (name: string) => `Remove ${name}`,
  full: (max: number) => `This list is full. It holds ${max}.`,
  noCandidates: (list: string) => `Add to “${list}” first. Then you can choose here.`,
  chooseAny: 'Choose any that fit',

  errorTitle: 'Please check',

  review: {
    lead: 'Here is what you wrote. Change anything you like, or hand it in as it is.',
    change: 'Change',
    changePart: (part: number, title: string) => `Change part ${part}: ${title}`,
    left: (count: number) => (count === 1 ? '1 question left open.' : `${count} questions left open.`),
    leftFine: 'That is fine.',
    leftNeeded: 'Something here is needed before you can hand in.',
    skipped: (count: number) => `${count} skipped.`,
    nothing: 'Nothing written in this part. That is fine.',
    handIn: 'Hand in',
    handingIn: 'Handing in…',
    retry: 'Not handed in yet. What you wrote is safe. Please try again.',
    stale: 'Something here changed since you opened this page. Please read it through once more.',
    after: (clinician: string) =>
      `When you hand in, ${clinician} can read it. You cannot change it here after that.`,
  },
} as const;
