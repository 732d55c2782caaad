/** A way of putting things that may sound other than it is meant, and the one question that goes with it. */
export interface WordingRule {
  readonly code: string;
  readonly name: string;
  readonly question: string;
  /** Any of these, whatever the case, in text that `straighten` has been through. */
  readonly phrases: readonly RegExp[];
}

/**
 * English. Another language needs rules of its own, by a clinician who speaks it, not a translation.
 * No quantifier is without a bound, save a word that ends at its space: a long text costs no more a character than a
 * short one.
 */
export const RULES: readonly WordingRule[] = [
  {
    code: 'IF',
    name: 'Hedge',
    question: '"If" can sound as though it may not have happened. What did happen?',
    phrases: [
      /\b(?:sorry|apologi[sz]e|regret)\b[^.?!]{0,40}\bif\b/,
      /\bif (?:i|it|anything i (?:did|said)) (?:hurt|upset|offended|bothered|made you)\b/,
      /\bif you (?:felt|were|got|took)\b/,
    ],
  },
  {
    code: 'BUT',
    name: 'But-clause',
    question: 'What comes after "but" can cancel what came before. Can you end the sentence earlier?',
    phrases: [
      /(?:\b(?:sorry|apologi[sz]e|regret|wrong|my fault|know i|i hurt|i lied)\b)[^.?!]{0,80}\b(?:but|however|although|though|except that|still,)\b/,
    ],
  },
  {
    code: 'FEEL',
    name: 'Moves it to their feelings',
    question: 'This is about their feeling. What did you do that led to it?',
    phrases: [
      /\bsorry (?:that )?you(?:'re| are| were| feel| felt| got| took| think| thought)\b/,
      /\bhow you (?:took|felt about|see) it\b/,
      /\bsorry (?:for|about) how you (?:feel|felt)\b/,
    ],
  },
  {
    code: 'EXCUSE',
    name: 'Reason used as excuse',
    question: 'A reason can help later. Here, can you say it so that the choice stays yours?',
    phrases: [
      /\b(?:only )?because (?:i was|i am|i'm|of) (?:\w+ ){0,2}(?:drunk|drinking|stressed|stress|tired|lonely|depressed|scared|high|angry|work|pressure|busy|my (?:childhood|parents|past|job|boss))\b/,
      /\bi (?:couldn't|could not|can't) help (?:it|myself)\b/,
      /\bi had no choice\b/,
      /\bit just happened\b/,
      /\bi (?:didn't|did not|never) mean(?:t)? to\b/,
      /\bthat'?s not what i meant\b/,
      /\bmy intention(?:s)? (?:was|were)\b/,
      /\bi wasn't thinking\b/,
      /\banyone would have\b/,
    ],
  },
  {
    code: 'BLAME',
    name: 'Shifts blame',
    question: 'This puts part of it on your partner. What was yours alone?',
    phrases: [
      /\byou (?:made|drove|pushed|forced|left) me\b/,
      /\bif you (?:hadn't|had not|had|were|weren't|would)\b/,
      /\bbecause (?:of )?you\b/,
      /\byou (?:always|never)\b/,
      /\byou(?: did it| lied| hurt me)? too\b/,
      /\byou started\b/,
      /\bwe both\b/,
      /\bit takes two\b/,
      /\byour fault\b/,
      /\byou (?:ignored|neglected|rejected|provoked)\b/,
    ],
  },
  {
    code: 'MINIMIZE',
    name: 'Makes it smaller',
    question: 'This may make it sound small. How big was it for your partner?',
    phrases: [
      /\b(?:it was|was|it's|is) (?:only|just|nothing|no big deal|not (?:a |that )big (?:a )?deal|not that bad)\b/,
      /\bonly (?:once|twice|a few times|texting|talking|a kiss)\b/,
      /\bat least (?:i|it|we|you)\b/,
      /\bit(?:'s| is) not like i\b/,
      /\bso long ago\b/,
      /\bmeant nothing\b/,
      /\ba (?:little|small|minor|silly) (?:mistake|slip|thing|lie|fib)\b/,
    ],
  },
  {
    code: 'PASSIVE',
    name: 'No one did it',
    question: 'Who did it? Try starting with "I".',
    phrases: [
      /\bmistakes? (?:were|was|got) made\b/,
      /\bthings (?:happened|got out of hand|went too far|were said)\b/,
      /\bwhat happened,? happened\b/,
      /\b(?:it|things) got out of hand\b/,
      /\btrust was (?:broken|lost)\b/,
      /\bthe (?:situation|incident|thing) (?:that )?(?:happened|occurred)\b/,
    ],
  },
  {
    code: 'SIDESTEP',
    name: 'Changes the subject or doubts their view',
    question: 'This moves away from what you did. What would it be like to stay with it?',
    phrases: [
      /\b(?:too|so|over(?:ly)?[- ]?) ?sensitive\b/,
      /\boverreact(?:ing|ed)?\b/,
      /\byou(?:'re| are) (?:crazy|imagining|paranoid)\b/,
      /\bthat (?:never|didn't|did not) happen(?:ed)?\b/,
      /\blet'?s not (?:talk|dwell)\b/,
      /\bdrag(?:ging)? (?:this|it) up\b/,
      /\bthat'?s not the point\b/,
      /\bwhat about (?:when|the time) you\b/,
    ],
  },
  {
    code: 'PRESSURE',
    name: 'Asks for something back',
    question: 'This asks for something back. Can you give it and ask for nothing?',
    phrases: [
      /\b(?:please )?forgive me\b/,
      /\byou (?:have to|need to|must|should) (?:forgive|trust|believe|let|move|get over)\b/,
      /\b(?:can|could) (?:we|you) (?:please )?(?:just )?(?:move on|forget|get over|let it go)\b/,
      /\bi (?:already|have already|'ve already) (?:said|told you) (?:i'm |i was |i am )?sorry\b/,
      /\bhow many times (?:do|must|should) i\b/,
      /\bwhen will you\b/,
      /\bget over it\b/,
      /\bafter (?:all|everything) i(?:'ve| have)?\b/,
    ],
  },
  {
    code: 'SELF',
    name: 'Makes it about me',
    question:
      "This turns toward your own pain. That matters, with your therapist. Here, what about your partner's?",
    phrases: [
      /\bi'?m (?:such )?(?:a )?(?:monster|terrible person|horrible person|worthless|the worst)\b/,
      /\bdo you know how (?:hard|bad|awful) (?:this|it) (?:is|has been|was) for me\b/,
      /\bi(?:'m| am) the one who\b/,
      /\bi feel so bad that i\b/,
      /\bi can'?t live with(?:out)?\b/,
    ],
  },
];
