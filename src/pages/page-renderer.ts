import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { Inject, Injectable } from '@nestjs/common';
import { PUBLIC_ADDRESS } from '../platform/http/public-address.js';
import { currentActor } from '../access/actor.js';
import { ClientSessionsService } from '../access/client/client-sessions.service.js';
import { FramingService } from '../embed/framing.service.js';
import { LookService } from '../embed/look.service.js';
import { HttpReply, type HttpRequest } from '../platform/http/exchange.js';
import { localDay } from '../platform/local-day.js';
import { PracticesService } from '../practices/practices.service.js';
import { KeptWordsService } from '../responses/kept-words.service.js';
import type { ClientAssets, ClientPage, Shell } from '../web/client/model.js';
import { renderClientPage } from '../web/client/render.js';
import { isSheet } from '../web/client/sheet-pages.js';
import { type Language, LANGUAGES } from '../web/client/words/languages.js';
import { assetsAt, type ClientFiles } from './client-files.js';
import { encodingFor } from './encoding.js';
import { Languages } from './languages.js';
import type { Shown } from './shown.js';

/** Injection token of the built files, read once. */
export const CLIENT_FILES = Symbol('mendwork.client-files');
/** Injection token: the plain page that "Leave now" opens, an https address of somebody who knows nothing of us. */
export const EXIT_URL = Symbol('mendwork.exit-url');

/** What asks who is there is never shown in somebody else’s page, which could make people press on what they do not see. */
const NEVER_FRAMED: ReadonlySet<ClientPage['kind']> = new Set([
  'enter',
  'signIn',
  'tablet',
  'locked',
  'logIn',
  'past',
]);

/** Quick enough for every page, and within a few per cent of the best. */
const QUALITY = 8;
/** How far back a repetition is looked for, as a power of two in bytes: about a page. */
const WINDOW = 16;

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

type Known = Pick<
  Shell,
  | 'practiceId'
  | 'clientId'
  | 'place'
  | 'hosts'
  | 'owner'
  | 'keeps'
  | 'practiceName'
  | 'clinicianName'
  | 'timeZone'
>;

/** Turns a page's content into a reply: HTML under a strict policy, kept by nobody on the way. */
@Injectable()
export class PageRenderer {
  /** The prefix under which the host mounted us. */
  readonly basePath: string;
  private readonly assets: Readonly<Record<Language, ClientAssets>>;
  private readonly exitOrigin: string;

  constructor(
    private readonly practices: PracticesService,
    private readonly sessions: ClientSessionsService,
    private readonly kept: KeptWordsService,
    private readonly languages: Languages,
    private readonly framing: FramingService,
    private readonly look: LookService,
    @Inject(PUBLIC_ADDRESS) publicAddress: string,
    @Inject(EXIT_URL) readonly exitUrl: string,
    @Inject(CLIENT_FILES) files: ClientFiles,
  ) {
    this.basePath = new URL(publicAddress).pathname.replace(/\/$/, '');
    const prefix = `${this.basePath}/me/assets`;
    this.assets = Object.fromEntries(
      LANGUAGES.map((language) => [language, assetsAt(prefix, files, language)]),
    ) as Record<Language, ClientAssets>;
    this.exitOrigin = new URL(exitUrl).origin;
  }

  /** The page for whoever is asking; who is behind it is named only to a signed-in client. */
  async reply(request: HttpRequest, page: ClientPage, status = 200): Promise<HttpReply> {
    const actor = currentActor();
    if (actor?.kind !== 'client') return this.replyUnnamed(request, page, status);
    const { embedOrigins, ...known } = await this.practices.shell();
    const { practiceId, id: clientId, place } = actor;
    const owner = await this.kept.owner();
    const keeps = isSheet(page) && (await this.kept.mayKeep());
    const hosts = place === 'embedded' ? embedOrigins : [];
    return this.draw(request, page, status, { ...known, practiceId, clientId, place, hosts, owner, keeps });
  }

  /** A file to be kept, under a name that says nothing. */
  file(bytes: Buffer): HttpReply {
    return new HttpReply(
      200,
      {
        'content-type': 'application/pdf',
        'content-disposition': 'attachment; filename="worksheet.pdf"',
        'content-length': String(bytes.length),
        'cache-control': 'no-store',
        'referrer-policy': 'same-origin',
        'x-content-type-options': 'nosniff',
        'x-robots-tag': 'noindex',
      },
      bytes,
    );
  }

  /** The reply that a request has come to. */
  async show(request: HttpRequest, shown: Shown): Promise<HttpReply> {
    if ('page' in shown) return this.reply(request, shown.page, shown.status);
    const location = `${this.basePath}/me${shown.goTo}`;
    if (!shown.again) return HttpReply.seeOther(location, shown.cookies);
    return new HttpReply(307, { location, 'cache-control': 'no-store' }, '', shown.cookies);
  }

  /**
   * The same without asking the database, for when that is what went wrong. In a frame it is asked for the `hosts` that may
   * frame the page, unless they are given; where it does not answer, none may.
   */
  async replyUnnamed(
    request: HttpRequest,
    page: ClientPage,
    status: number,
    given?: readonly string[],
  ): Promise<HttpReply> {
    const hosts = given ?? (await this.framing.hostsOf(request).catch(() => []));
    return this.draw(request, page, status, {
      practiceId: '',
      clientId: '',
      place: hosts.length > 0 ? 'embedded' : 'own',
      hosts,
      owner: '',
      keeps: false,
      practiceName: '',
      clinicianName: '',
      timeZone: 'UTC',
    });
  }

  private async draw(
    request: HttpRequest,
    page: ClientPage,
    status: number,
    known: Known,
  ): Promise<HttpReply> {
    const nonce = randomBytes(16).toString('base64');
    const language = this.languages.of(request);
    const shell = this.shell(known, request, language);
    const assets = this.assets[language];
    const css = assets.css + this.look.stylesFor(request);
    const html = renderClientPage(page, shell, { ...assets, css }, nonce, this.languages.spoken);
    const encoding = encodingFor(request);
    return new HttpReply(
      status,
      {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': this.policy(nonce, NEVER_FRAMED.has(page.kind) ? [] : known.hosts),
        'cache-control': 'no-store',
        // Under `no-referrer` a form's own post would say `Origin: null`, by which older browsers are told from strangers.
        'referrer-policy': 'same-origin',
        'x-content-type-options': 'nosniff',
        'x-robots-tag': 'noindex',
        'cross-origin-opener-policy': 'same-origin',
        vary: 'accept-encoding, accept-language, cookie',
        ...(encoding && { 'content-encoding': encoding }),
      },
      await compress(html, encoding),
    );
  }

  private shell(known: Known, { cookies }: HttpRequest, lang: Language): Shell {
    return {
      ...known,
      session: known.place === 'embedded' ? this.sessions.nameOf(cookies) : '',
      today: localDay(new Date(), known.timeZone),
      utcOffset: offsetIn(known.timeZone),
      exitUrl: this.exitUrl,
      basePath: this.basePath,
      lang,
    };
  }

  /** The exit's origin may be sent to by a form, since without scripts that is how one leaves. */
  private policy(nonce: string, hosts: readonly string[]): string {
    return [
      "default-src 'none'",
      "script-src 'self'",
      `style-src 'nonce-${nonce}'`,
      "font-src 'self'",
      "img-src 'self' data:",
      "connect-src 'self'",
      `form-action 'self' ${this.exitOrigin}`,
      "base-uri 'none'",
      `frame-ancestors ${hosts.length > 0 ? ["'self'", ...hosts].join(' ') : "'none'"}`,
      // No text becomes markup or script, whatever wrote it: the page's own script never needs that.
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ].join('; ');
  }
}

async function compress(html: string, encoding: 'br' | 'gzip' | undefined): Promise<string | Buffer> {
  if (encoding === 'br')
    return brotli(html, {
      params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY, [constants.BROTLI_PARAM_LGWIN]: WINDOW },
    });
  return encoding === 'gzip' ? gzipped(html) : html;
}

/** How far a time zone is from UTC now, as in `-06:00`. */
function offsetIn(timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts();
  const offset = parts.find(({ type }) => type === 'timeZoneName')?.value.replace('GMT', '') ?? '';
  return offset === '' ? 'Z' : offset;
}
