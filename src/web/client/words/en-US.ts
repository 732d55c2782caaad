import type { Problem } from '../../../core/worksheet/answers.js';
import type { Item, ShareClass } from '../../../core/worksheet/definition.js';
import type { HelpLine } from './help-line.js';

/*
 * Every word of the client's pages that is no part of a worksheet, in US English. Reading age 9 to 11.
 * Nothing here names therapy, a couple or a diagnosis where a title, an address or a tab could show it.
 * One section for each script, so that none carries the words of another: `docs/translating.md`.
 */

/*
 * Texts that somebody's safety may hang on. In a translation these are what a native clinician must have read.
 */
const leave = 'Leave now';
const leaveHelp = 'Leaves this page at once and signs you out. You can also press the Shift key three times.';
const leaveLimits =
  '“Leave now” signs you out and opens a plain page. It cannot erase what this device remembers, or stop someone who watches it. If you think your device is watched, use one that person has never touched.';
const closesHere = 'Closes this page. Nothing is saved.';
const seenBy = {
  P: (clinician: string) => `Only you and ${clinician} can see this.`,
  S: (clinician: string) => `Only you and ${clinician} can see this, unless you choose to share it.`,
  R: (clinician: string) =>
    `You and ${clinician} can see this. Your partner can see it only after you have both handed in and ${clinician} opens it for you both.`,
  J: (clinician: string) => `You, your partner and ${clinician} can see this.`,
  C: (clinician: string) => `Only you and ${clinician} can see this.`,
} satisfies Record<ShareClass, (clinician: string) => string>;
const skipAnything = 'Skip anything you would rather not answer.';
const pause = {
  title: 'Take a pause',
  steps: [
    'Put both feet on the floor. Press down gently.',
    'Look for five things that are the same color. Name them in your head.',
    'Breathe out slowly, longer than you breathe in, three times.',
  ],
  close: 'You can stop here. Nothing bad happens if you stop.',
};
const help = {
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
};
const onThisDevice =
  'If the connection is gone, stay on this page until it says “Saved”. Words that are not saved yet are kept on this device only if you have told us that it is yours alone: locked, and gone when you press “Leave now”.';
const noReplyHere =
  'No one watches these pages day and night. If you need help soon, do not wait for a reply here.';
const copyStays = 'The file stays on this device, and whoever uses it can open the file.';
const pinLimits =
  'What it cannot do: it does not help against someone who knows it, who watches you type it, or who can read your e-mail. Such a person could get in. If someone else can read your e-mail, tell your clinic and ask for another way.';
const passkeyLimits = 'Anyone who can unlock this device can use it, too.';

const helpHere = 'You do not have to be alone with this. Here is who can help right now.';

/** The texts above, for those who review them. No page imports this. */
export const safety = {
  leave,
  leaveHelp,
  leaveLimits,
  closesHere,
  seenBy,
  skipAnything,
  onThisDevice,
  pause,
  help,
  noReplyHere,
  copyStays,
  pinLimits,
  passkeyLimits,
  helpHere,
};

/* What more than one section says. Plain texts, not members: a member that is read here would keep its whole section. */
const yourWorksheets = 'Your worksheets';
const signIn = 'Sign in';
const closedTitle = 'This page has closed';
const yourLogIn = 'Your log-in';

/* Worksheets are written in US English, whatever the pages around them speak. */

/** The `lang` of what stands in a worksheet's own words, where that is not the page's. */
export const worksheetLang: string | undefined = undefined;

/** The `lang` of what the page says in the midst of them. */
export const pageLang: string | undefined = undefined;

/** What the page of a worksheet says. */
export const sheet = {
  clinicDevice: 'Clinic device. Nothing stays on it.',
  leave,
  leaveHelp,
  skipLink: 'Go to the questions',
  title: {
    part: (part: number, of: number) => `Part ${part} of ${of}`,
    cover: 'Before you start',
    review: 'Read it through',
    home: yourWorksheets,
  },
  seenBy,
  skipAnything,

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
  leavesUnsaved: 'Not saved. Press again to leave anyway',
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
  minutes: (minutes: number) => (minutes === 1 ? 'About 1 minute' : `About ${minutes} minutes`),
  pauseAnyTime: 'You can stop at any time and come back later.',
  grounding: {
    pause: 'Pause for three slow breaths',
    breathe: 'Breathe in and count to three. Breathe out and count to five.',
    stop: 'Stop for now',
  },
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
  closesHere,
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
  moreCount: (answered: number, total: number) => {
    if (answered > 0) return `${answered} of ${total} answered`;
    return total === 1 ? '1 more question, optional' : `${total} more questions, all optional`;
  },
  remove: 'Remove',
  removeSure: (name: string) => `This removes ${name} and everything you wrote here.`,
  removeNow: (name: string) => `Remove ${name}`,
  full: (max: number) => `This list is full. It holds ${max}.`,
  noCandidates: (list: string) => `Add to “${list}” first. Then you can choose here.`,
  chooseAny: 'Choose any that fit',

  helpHere,
  familyMap: {
    title: 'My family map',
    lead: 'It is drawn from what you write on this page. Harm, secrets, affairs and habits are left out, whatever you write.',
    draw: 'Draw my map',
    away: 'The map cannot be drawn right now. What you wrote is safe.',
  },

  errorTitle: 'Please check',
  /** The engine says in English what is wrong; a translation goes by the code and the item that it is about. */
  problem: ({ message }: Problem, _item: Item | undefined) => message,

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
    unsent: 'Not handed in yet. Not everything is saved: stay on this page and try again.',
    stale: 'Something here changed since you opened this page. Please read it through once more.',
    after: (clinician: string) =>
      `When you hand in, ${clinician} can read it. You cannot change it here after that.`,
  },
};

/** The words of the pages for getting in, which only the server draws. As plain as the others; none names what is behind. */
export const door = {
  signIn: {
    title: signIn,
    lead: 'Type your e-mail address. We send you a message with a link and a code.',
    email: 'Your e-mail address',
    send: 'Send me a message',
    sent: 'If this address is known, a message is on its way. It can take a few minutes.',
    sentHow: 'Open the link in it on this device. Or type its code here.',
    sentHowKept:
      'Type its code here. Do not open its link: what you typed waits on this page, and goes on from here.',
    code: 'The 8-digit code from the message',
    codeHelp: 'Eight digits. Spaces are fine. It works for 10 minutes.',
    enter: 'Go on',
    again: 'Send another message',
    noMail: 'No message, or no e-mail address? Ask the person who gave you your first link for a new one.',
    problem: {
      no_address: 'That does not look like an e-mail address. Please check it.',
      refused: 'That code does not work. Check the digits, or send yourself a new message.',
      too_often: 'That was too many tries. Please wait a few minutes and try again.',
    },
  },
  kept: 'What you typed is kept. It is sent as soon as you are in.',
  locked: {
    pinTitle: 'Enter your PIN',
    title: signIn,
    lead: 'This page was closed because nobody used it for a while.',
    pin: 'Your PIN',
    open: 'Open',
    passkey: 'Use your passkey',
    byMail: 'Use a message instead',
    problem: {
      refused: 'That PIN does not match. Check it and try again.',
      too_often: 'That was too many tries. Please wait a few minutes and try again.',
    },
    passkeyProblem: 'That did not work. Try again, or use another way.',
  },
  logIn: {
    title: yourLogIn,
    lead: 'Here you decide what opens this page again after it was closed.',
    home: yourWorksheets,
    pin: {
      title: 'PIN',
      none: 'You have no PIN.',
      set: 'You have a PIN.',
      helps:
        'What it does: after 15 minutes without use this page closes. Your PIN opens it again, on the same device and on the same day. Without a PIN you need a new message each time.',
      helpsNot: pinLimits,
      choose: 'Choose a number that nobody close to you would guess. No birthdays.',
      first: 'New PIN',
      firstHelp: '6 to 12 digits.',
      second: 'The same PIN once more',
      save: 'Save the PIN',
      remove: 'Remove the PIN',
    },
    passkeys: {
      title: 'Passkeys',
      lead: 'A passkey opens this page with your fingerprint, your face or the lock of your device.',
      helpsNot: passkeyLimits,
      none: 'You have no passkey.',
      label: 'A name for it',
      labelHelp: 'For example: my phone.',
      unnamed: 'Passkey',
      add: 'Add a passkey on this device',
      remove: 'Remove',
      noScript: 'Passkeys need a browser that runs scripts.',
      problem: 'The passkey was not added. Try again, or use another device.',
    },
    devices: {
      title: 'Where you are signed in',
      lead: 'You are signed out of each after 12 hours at most.',
      isThis: 'This device',
      since: (time: string) => `Signed in ${time}`,
      end: 'Sign out there',
      endNamed: (label: string) => `Sign out there: ${label}`,
    },
    added: (time: string) => `Added ${time}`,
    removeNamed: (label: string) => `Remove: ${label}`,
    notice: {
      pin_set: 'Your PIN is saved.',
      pin_removed: 'Your PIN is removed.',
      passkey_added: 'Your passkey is added.',
      passkey_removed: 'The passkey is removed.',
      device_ended: 'That device is signed out.',
    },
    problem: {
      pin_too_plain: 'This PIN will not do. Use 6 to 12 digits, and no pattern such as 123456 or 111111.',
      pins_differ: 'The two PINs are not the same. Type your new PIN twice.',
    },
  },
  confirm: {
    lead: 'Before you go on, show once more that it is you.',
    again: 'Sign in once more before you go on.',
  },
};

/** The words that no script draws: the way in, the list, the receipt, notices, and the foot of every page. */
export const page = {
  tablet: {
    code: 'Type the code that you were given.',
    codeHelp: 'Eight digits. Spaces are fine.',
    enter: 'Go on',
    kept: 'The time on this device was up. What you typed is kept. Ask for a new code: it is sent as soon as you are in.',
    problem: {
      refused: 'That code does not work. Check the digits, or ask for a new one.',
      too_often: 'That was too many tries. Please wait a few minutes and try again.',
    },
    staff: 'You work here?',
    staffSignIn: 'Sign in',
  },
  office: {
    handBack: 'Now hand the tablet back. Nothing that you wrote stays on it.',
    finish: 'Finish now',
    clears: 'This page clears itself in',
    seconds: 'seconds.',
    wait: 'Wait a little longer',
    next: 'There is one more here, if you feel like it:',
  },
  mainLink: 'Go to the page',
  title: {
    tablet: 'Welcome',
    receipt: 'Handed in',
    past: 'What you wrote',
    home: yourWorksheets,
    enter: 'Welcome',
    signIn,
    locked: signIn,
    logIn: yourLogIn,
    signedOut: 'Signed out',
    notFound: 'Not found',
    wrong: 'Something went wrong',
    notSent: 'Not sent yet',
    closed: closedTitle,
    apart: 'Open it in this window',
  },
  apart: {
    text: 'This browser keeps nothing for a page inside another page, so this page cannot stay open here. Everything that showed “Saved” is safe.',
    open: 'Open it',
    there: 'You sign in there with a link from your clinic. The Back button brings you here again.',
  },
  closed: {
    text: 'It closed so that nobody else can read it. Everything that showed “Saved” is safe.',
    goOn: 'Go on',
    waiting:
      'What you just wrote is not sent yet. Open the page around this one again in another tab. Then come back here and press “Send it”.',
    send: 'Send it',
    reload:
      'If it stays closed, load the page around it again. If that does not help, ask your clinic for a link of your own.',
  },
  receipt: {
    thanks: 'Thank you.',
    after: (clinician: string) =>
      `${clinician} can read it now, and you can talk about it when you next meet. It may not be read before then.`,
    when: (time: string) => `Handed in ${time}.`,
    notWatched: noReplyHere,
    copy: 'Keep a copy of what you wrote',
    copyStays,
    read: 'Read what you wrote',
    next: 'There is one more here, for when you feel like it:',
    home: 'Back to your worksheets',
  },
  home: {
    seenBy: (clinician: string) =>
      `Only you and ${clinician} can see what you write, unless a worksheet tells you otherwise before you start.`,
    next: { new: 'Next', begun: 'Where you left off', returned: 'Open to you again' },
    others: 'Also here for you',
    none: 'Nothing is waiting for you.',
    noneYet: (clinician: string) => `When ${clinician} has something for you, you will find it here.`,
    due: {
      past: (date: string) => `It was for ${date}, and there is still time`,
      today: () => 'For today',
      tomorrow: () => 'For tomorrow',
      later: (date: string) => `For ${date}`,
    },
    given: (date: string, number: number | null) =>
      number === null ? `Given ${date}` : `Given ${date}, number ${number}`,
    chip: { begun: 'Started', returned: 'You can add to this again' },
    done: 'Handed in',
    handedIn: (date: string, number: number | null) =>
      `With your therapist since ${date}${number === null ? '' : `, number ${number}`}`,
    readAgain: 'Read again',
    earlier: (count: number) => `Earlier (${count})`,
    logIn: yourLogIn,
  },
  past: {
    handedIn: (date: string) => `Handed in ${date}`,
    lead: 'This is what you wrote. It cannot be changed here.',
    earlier: (date: string) => `As you handed it in on ${date}`,
    nothing: 'Nothing was written.',
    leftOut: 'Some questions are left out here, whatever you answered.',
    notShown: (clinician: string) =>
      `What you write in this worksheet is not shown here again. ${clinician} has it, and you can ask to go through it together.`,
  },
  enter: {
    lead: 'Press the button to open your page.',
    go: 'Open my page',
    codeLead: 'Type the 8-digit code that you were given.',
    code: 'Code',
    codeHelp: 'Eight digits. Spaces are fine.',
    useCode: 'Use a code instead',
    goCode: 'Go on',
    again: 'Send me a new message',
    problem: {
      refused:
        'That did not open it. Check the digits and try again. A link works once, for ten minutes and five tries; after that, ask for a new one.',
    },
  },
  page: {
    signedOut:
      'Ask your clinic for a new link, or open the newest message from them. Everything that showed “Saved” is safe.',
    notFound: 'There is nothing here, or it is no longer open to you.',
    wrong: 'That did not work. What was saved before is safe. Please go back and try again.',
    notSent:
      'That did not get through. What you just typed is not lost yet. Stay on this page, wait a moment, and then reload it. If your browser asks whether to send again, say yes.',
    home: 'Go to your worksheets',
  },
  leaveLimits,
  device: onThisDevice,
  pause,
  help,
};

/** The words of signing in again on a page that is being filled in. */
export const again = {
  office: {
    title: 'Ask for a new code',
    kept: 'The time on this device is up. What you typed is kept. Ask the person who gave you the tablet for a new code.',
    code: 'New code',
  },
  title: signIn,
  closed: closedTitle,
  keptHere: 'It closed so that nobody else can read it. What you typed is kept.',
  kept: 'This page was closed so that nobody else can read it. What you typed is kept. Sign in to go on.',
  looking: 'One moment…',
  pin: 'Your PIN',
  unlock: 'Open',
  passkey: 'Use your passkey',
  byMail: 'Send me a code instead',
  email: 'Your e-mail address',
  send: 'Send me a code',
  sent: 'If this address is known, a message is on its way. Type the 8-digit code from it here.',
  code: 'Code',
  enter: 'Go on',
  otherAddress: 'Use another address',
  otherTab: 'You can also open a new link in another tab. Then come back here.',
  other:
    'That log-in opens other pages, not this one. Sign in the way that you first opened this page, or go to your own list.',
  home: 'Go to your worksheets',
  retry: 'Try again',
  warning: 'This page closes in one minute, so that nobody else can read it. What you typed is kept.',
  stay: 'Stay here',
  problem: {
    tablet: 'That code does not work. Check the digits, or ask for a new one.',
    host: 'It did not open yet. Please try again.',
    pin: 'That PIN does not match. Check it and try again.',
    passkey: 'That did not work. Try again, or use another way.',
    code: 'That code does not work. Check the digits, or send yourself a new one.',
    refused: 'That did not work. Check the address and try again.',
    too_often: 'That was too many tries. Please wait a few minutes.',
    unreachable: 'There is no connection right now. What you typed is still kept. Please try again.',
    out: 'Please send yourself a new code.',
  },
};

/** The words of keeping on the device what cannot be sent, where the client has said that it is theirs alone. */
export const keep = {
  offlinePhone: 'Offline. Kept on this phone',
  offline: 'Offline. Kept on this device',
  full: 'Offline. No room to keep it here: stay on this page',
  addedPhone: 'Words kept on this phone were added.',
  added: 'Words kept on this device were added.',
};

/** The words around the map of a family. */
export const map = {
  title: 'Family map',
  people: (count: number) => (count === 1 ? 'One person so far.' : `${count} people so far.`),
  room: 'Family map. You can move it about.',
  size: 'Size of the map',
  fit: 'See all',
  larger: 'Larger',
  smaller: 'Smaller',
  doubts: 'Some of this does not fit together yet. That is fine. You may want to look at it:',
  notDrawn:
    'The map waits, because some of this does not fit together yet. Nothing is lost. You may want to look at it:',
  inWords: 'The map in words',
  listed: 'People',
};

/** The words around notes on how a text is worded. */
export const wording = {
  title: 'Phrases to look at again',
};
