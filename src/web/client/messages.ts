import type { ShareClass } from '../../core/worksheet/definition.js';

/**
 * Every word of the client's pages that is no part of a worksheet, in US English. Reading age 9 to 11.
 * Nothing here names therapy, a couple or a diagnosis where a title, an address or a tab could show it.
 */
export const messages = {
  leave: 'Leave now',
  leaveHelp: 'Leaves this page at once and signs you out. You can also press the Shift key three times.',
  leaveLimits:
    '“Leave now” signs you out and opens a plain page. It cannot erase what this device remembers, or stop someone who watches it. If you think your device is watched, use one that person has never touched.',
  skipLink: 'Go to the questions',
  mainLink: 'Go to the page',
  title: {
    part: (part: number, of: number) => `Part ${part} of ${of}`,
    cover: 'Before you start',
    review: 'Read it through',
    receipt: 'Handed in',
    home: 'Your worksheets',
    enter: 'Welcome',
    signedOut: 'Signed out',
    notFound: 'Not found',
    wrong: 'Something went wrong',
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
    still: 'Saves when you continue',
  },
  savedAgain: 'Saved. All is well again.',
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
    here: 'Here',
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
  doesNotApply: 'Does not apply',
  yourName: 'Your full name',
  agree: 'Yes, I agree',
  noRowsYet: 'Nothing to fill in here yet.',
  rowNumber: (number: number) => `Line ${number}`,
  newHere: 'New',
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
  removeSure: (name: string) => `This removes ${name} and what you wrote here about them.`,
  removeNow: (name: string) => `Remove ${name}`,
  removed: (name: string) => `${name} was removed.`,
  full: (max: number) => `This list is full. It holds ${max}.`,
  noCandidates: 'Add people to your list first. Then you can choose them here.',
  chooseAny: 'Choose any that fit',

  errorTitle: 'Please check',
  pause: {
    title: 'Take a pause',
    steps: [
      'Put both feet on the floor. Press down gently.',
      'Look for five things that are the same color. Name them in your head.',
      'Breathe out slowly, longer than you breathe in, three times.',
    ],
    close: 'You can stop here. Nothing bad happens if you stop.',
  },

  review: {
    lead: 'Here is what you wrote. Change anything you like, or hand it in as it is.',
    change: 'Change',
    left: (count: number) => (count === 1 ? '1 question left open.' : `${count} questions left open.`),
    leftFine: 'That is fine.',
    skipped: (count: number) => `${count} skipped.`,
    nothing: 'Nothing written in this part. That is fine.',
    handIn: 'Hand in',
    handingIn: 'Handing in…',
    retry: 'Not handed in yet. What you wrote is safe. Please try again.',
    stale: 'Something here changed since you opened this page. Please read it through once more.',
    after: (clinician: string) =>
      `When you hand in, ${clinician} can read it. You cannot change it here after that.`,
  },
  receipt: {
    text: (clinician: string) => `Thank you. ${clinician} can read it now.`,
    when: (time: string) => `Handed in ${time}.`,
    notWatched:
      'No one watches these pages day and night. If you need help soon, do not wait for a reply here.',
    home: 'Back to your worksheets',
  },
  home: {
    open: 'To do',
    seenBy: (clinician: string) =>
      `Only you and ${clinician} can see what you write. A worksheet that is shared says so on every page.`,
    none: 'There is nothing to do right now.',
    done: 'Handed in',
    due: (date: string) => `Due ${date}`,
    begun: 'Started',
    returned: 'Please look at this again',
    handedIn: (date: string) => `Handed in ${date}`,
  },
  enter: {
    lead: 'Press the button to open your page.',
    go: 'Open my page',
    codeLead: 'Type the 8-digit code that you were given.',
    code: 'Code',
    codeHelp: 'Eight digits. Spaces are fine.',
    useCode: 'Use a code instead',
    goCode: 'Go on',
    problem: {
      expired: 'This link has been used or is too old. Ask the person who gave it to you for a new one.',
      wrong_code: 'That code does not match. Check the digits and try again.',
      too_many_tries: 'That was too many tries, so this link is closed. Ask for a new one.',
    },
  },
  page: {
    signedOut: 'Open your link again to go on. Everything that showed “Saved” is safe.',
    notFound: 'There is nothing here, or it is no longer open to you.',
    wrong: 'That did not work. What was saved before is safe. Please go back and try again.',
    home: 'Go to your worksheets',
  },

  /** US default. Source and checks: the practice's crisis text, reviewed every 90 days. */
  help: {
    title: 'Need help now?',
    notWatched: 'This page is not watched day and night.',
    lines: [
      { when: 'If someone is in danger right now', ways: [{ call: '911', text: 'call 911' }] },
      {
        when: 'If you are thinking about ending your life or feel you cannot cope',
        ways: [
          { call: '988', text: 'call 988' },
          { sms: '988', text: 'text 988' },
          { site: '988lifeline.org', text: 'chat at 988lifeline.org' },
        ],
        more: 'Any time, free. Veterans: press 1. En español: oprima 2.',
      },
      {
        when: 'If your partner scares or hurts you: National Domestic Violence Hotline',
        ways: [
          { call: '18007997233', text: '1-800-799-7233' },
          { sms: '88788', text: 'text START to 88788' },
          { site: 'thehotline.org', text: 'thehotline.org' },
        ],
      },
      {
        when: 'If a child is being hurt: Childhelp',
        ways: [{ call: '18004224453', text: '1-800-422-4453' }],
        more: 'Call or text.',
      },
      {
        when: 'Help with alcohol, drugs or mental health: SAMHSA',
        ways: [{ call: '18006624357', text: '1-800-662-4357' }],
      },
    ] as readonly HelpLine[],
    device:
      'Your device may keep a record of calls and pages. If that is a risk, use a phone or computer no one else uses.',
  },
} as const;

/** One line of the crisis text. `site` is shown, never linked: one touch must not leave this page for a telling address. */
export interface HelpLine {
  readonly when: string;
  readonly ways: readonly {
    readonly call?: string;
    readonly sms?: string;
    readonly site?: string;
    readonly text: string;
  }[];
  readonly more?: string;
}
