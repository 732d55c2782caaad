import { doorMessages } from './door-messages.js';
import { messages } from './messages.js';

/** The words that no script draws: the way in, the list, the receipt, notices, and the foot of every page. As plain as `messages`. */
export const pageMessages = {
  mainLink: 'Go to the page',
  title: {
    receipt: 'Handed in',
    home: messages.title.home,
    enter: 'Welcome',
    signIn: doorMessages.signIn.title,
    locked: doorMessages.signIn.title,
    logIn: doorMessages.logIn.title,
    signedOut: 'Signed out',
    notFound: 'Not found',
    wrong: 'Something went wrong',
    notSent: 'Not sent yet',
  },
  receipt: {
    text: (clinician: string) => `Thank you. ${clinician} can read it now.`,
    when: (time: string) => `Handed in ${time}.`,
    notWatched:
      'No one watches these pages day and night. If you need help soon, do not wait for a reply here.',
    copy: 'Keep a copy of what you wrote',
    copyStays: 'The file stays on this device, and whoever uses it can open the file.',
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
    logIn: doorMessages.logIn.title,
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
  leaveLimits:
    '“Leave now” signs you out and opens a plain page. It cannot erase what this device remembers, or stop someone who watches it. If you think your device is watched, use one that person has never touched.',
  pause: {
    title: 'Take a pause',
    steps: [
      'Put both feet on the floor. Press down gently.',
      'Look for five things that are the same color. Name them in your head.',
      'Breathe out slowly, longer than you breathe in, three times.',
    ],
    close: 'You can stop here. Nothing bad happens if you stop.',
  },
  /** For the United States, apart from `locales/en-US.yaml`: what changes there has to be changed here as well. */
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

/** One line of whom to call. `site` is shown, never linked: one touch must not leave this page for a telling address. */
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
