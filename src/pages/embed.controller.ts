import { Controller, Get, Inject, Param, UseFilters, UseInterceptors } from '@nestjs/common';
import { validate as isUuid } from 'uuid';
import { EmbedEntryService } from '../embed/embed-entry.service.js';
import { FramingService, namingPractice } from '../embed/framing.service.js';
import { LookService } from '../embed/look.service.js';
import {
  CurrentRequest,
  HttpReply,
  HttpReplyInterceptor,
  type HttpRequest,
} from '../platform/http/exchange.js';
import { EMBED_FILES } from './embed-files.js';
import { assetReply } from './asset-reply.js';
import type { ClientFile } from './client-files.js';
import { PageErrorFilter } from './page-error.filter.js';
import { PageRenderer } from './page-renderer.js';

/** A host's page fetches the script again this soon after it was changed. */
const SCRIPT_SECONDS = 300;

/** What a host's page asks for: the element's script, and the address that its server was given. */
@Controller('embed')
@UseInterceptors(HttpReplyInterceptor)
@UseFilters(PageErrorFilter)
export class EmbedController {
  constructor(
    private readonly entry: EmbedEntryService,
    private readonly framing: FramingService,
    private readonly look: LookService,
    private readonly pages: PageRenderer,
    @Inject(EMBED_FILES) private readonly files: ReadonlyMap<string, ClientFile>,
  ) {}

  /** Its name stays, since it stands in the hosts’ pages; any page may load it, since it holds nothing. */
  @Get('embed.js')
  script(@CurrentRequest() request: HttpRequest): HttpReply {
    const { status, headers, body } = assetReply(this.files, 'embed.js', request);
    if (status !== 200) return new HttpReply(status, headers, body);
    const forAll = {
      'cache-control': `public, max-age=${SCRIPT_SECONDS}`,
      'cross-origin-resource-policy': 'cross-origin',
      'access-control-allow-origin': '*',
    };
    return new HttpReply(status, { ...headers, ...forAll }, body);
  }

  /** Opens a client’s pages in a frame. Who comes too late, twice or from elsewhere gets one page that says so. */
  @Get(':practiceId/:linkId/:secret')
  async enter(
    @Param('practiceId') practiceId: string,
    @Param('linkId') linkId: string,
    @Param('secret') secret: string,
    @CurrentRequest() request: HttpRequest,
  ): Promise<HttpReply> {
    const cookie = await this.entry.enter({ practiceId, linkId, secret }, request);
    if (cookie !== undefined) return this.begin(practiceId, request, cookie);
    const hosts = await this.framing.ofNamed(practiceId, request);
    return this.pages.replyUnnamed(request, { kind: 'closed', to: '', carried: '' }, 401, hosts);
  }

  /** The practice goes along for a browser that keeps no cookie in frames: its page can then say so. */
  private begin(practiceId: string, request: HttpRequest, cookie: string): HttpReply {
    const to = new URL(request.url, 'http://localhost').searchParams.get('to') ?? '';
    const page = isUuid(to) ? `/w/${to}` : '';
    const location = `${this.pages.basePath}/me${namingPractice(page, practiceId)}`;
    const cookies = [cookie, this.look.cookieFor(request)];
    // By the site that it names the page knows who frames it; a redirect under `no-referrer` would take that away.
    return HttpReply.seeOther(location, cookies, { 'referrer-policy': 'origin' });
  }
}
