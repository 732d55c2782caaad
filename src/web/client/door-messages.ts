import { messages } from './messages.js';

/** The words of the pages for getting in, which only the server draws. As plain as `messages`; none names what is behind. */
export const doorMessages = {
  signIn: {
    title: 'Sign in',
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
    title: 'Sign in',
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
    title: 'Your log-in',
    lead: 'Here you decide what opens this page again after it was closed.',
    home: messages.title.home,
    pin: {
      title: 'PIN',
      none: 'You have no PIN.',
      set: 'You have a PIN.',
      helps:
        'What it does: after 15 minutes without use this page closes. Your PIN opens it again, on the same device and on the same day. Without a PIN you need a new message each time.',
      helpsNot:
        'What it cannot do: it does not help against someone who knows it, who watches you type it, or who can read your e-mail. Such a person could get in. If someone else can read your e-mail, tell your clinic and ask for another way.',
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
      helpsNot: 'Anyone who can unlock this device can use it, too.',
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
    lead: 'Before you change your log-in, show once more that it is you.',
    again: 'Sign in once more before you change your log-in.',
  },
} as const;
