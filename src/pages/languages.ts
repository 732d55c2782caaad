import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import Negotiator from 'negotiator';
import { LaunchError } from '../platform/errors/launch-error.js';
import type { HttpRequest } from '../platform/http/exchange.js';
import { PUBLIC_ADDRESS, SECURE_COOKIES } from '../platform/http/public-address.js';
import { isLanguage, type Language, LANGUAGES, REVIEWS } from '../web/client/words/languages.js';

/** Injection token: the languages that the client's pages speak here, the one for everybody else first. */
export const CLIENT_LANGUAGES = Symbol('mendwork.client-languages');

/** Some languages: the one for whoever asks for none of them comes first. */
export type Spoken = readonly [Language, ...Language[]];

const COOKIE = 'lang';

/** The languages whose safety texts somebody answers for: the one that they were written in, and reviewed translations. */
export function reviewedLanguages(): Spoken {
  const [first, ...translations] = LANGUAGES;
  return [first, ...translations.filter((language) => !isUnreviewed(language))];
}

/**
 * The languages to speak, where an operator has `named` some or none. For trying, all that there are.
 * @throws LaunchError where there is no such language
 */
export function languagesToSpeak(named: readonly string[] | undefined, isForTrying: boolean): Spoken {
  const [first, ...others] = (named ?? []).map(languageOf);
  if (first !== undefined) return [first, ...others];
  return isForTrying ? LANGUAGES : reviewedLanguages();
}

function languageOf(tag: string): Language {
  if (isLanguage(tag)) return tag;
  throw new LaunchError(
    `The client’s pages do not speak ${tag}. Name some of ${LANGUAGES.join(', ')} in CLIENT_LANGUAGES.`,
  );
}

/** In which language a page answers: the one that its reader chose in the browser at hand, or that the browser asks for. */
@Injectable()
export class Languages implements OnModuleInit {
  private readonly log = new Logger('pages');
  /** Of the client’s pages, and of where a form of theirs is sent that is answered by a page when it is refused. */
  private readonly paths: readonly string[];

  constructor(
    @Inject(CLIENT_LANGUAGES) readonly spoken: Spoken,
    @Inject(SECURE_COOKIES) private readonly secure: boolean,
    @Inject(PUBLIC_ADDRESS) publicAddress: string,
  ) {
    const base = new URL(publicAddress).pathname.replace(/\/$/, '');
    this.paths = [`${base}/me`, `${base}/auth/client`];
  }

  /** Says at every start what nobody has answered for yet. */
  onModuleInit(): void {
    for (const language of this.spoken.filter(isUnreviewed))
      this.log.warn(
        `the safety texts in ${language} have not been reviewed by a clinician who grew up with the language: docs/translating.md`,
      );
  }

  /** The language to answer a request in. */
  of({ headers, cookies }: Pick<HttpRequest, 'headers' | 'cookies'>): Language {
    return this.named(cookies[COOKIE]) ?? this.asked(headers['accept-language']) ?? this.spoken[0];
  }

  /** The language that a form names, if it is spoken here. */
  named(tag: string | undefined): Language | undefined {
    return this.spoken.find((language) => language === tag);
  }

  /**
   * The Set-Cookie values by which the browser keeps a choice until it is closed. Within a host's page it counts there
   * alone. It says nothing but the language.
   */
  keeping(language: Language): readonly string[] {
    return this.cookies(language, '');
  }

  /** The Set-Cookie values by which the browser forgets the choice. */
  forgotten(): readonly string[] {
    return this.cookies('', ' Max-Age=0;');
  }

  private cookies(value: string, lasts: string): readonly string[] {
    const site = this.secure ? 'SameSite=None; Secure; Partitioned' : 'SameSite=Lax';
    return this.paths.map((path) => `${COOKIE}=${value}; Path=${path};${lasts} HttpOnly; ${site}`);
  }

  /** Whoever reads a language reads it as it is written next door, too: `es-MX` is answered in `es-US`. */
  private asked(accepted: string | string[] | undefined): Language | undefined {
    if (accepted === undefined) return undefined;
    const negotiator = new Negotiator({ headers: { 'accept-language': [accepted].flat().join(',') } });
    const [best] = negotiator.languages(this.spoken.flatMap((language) => [language, partOf(language)]));
    return this.spoken.find((language) => language === best || partOf(language) === best);
  }
}

function partOf(language: string): string {
  return language.split('-')[0] ?? '';
}

function isUnreviewed(language: Language): boolean {
  return language in REVIEWS && REVIEWS[language as keyof typeof REVIEWS] === null;
}
