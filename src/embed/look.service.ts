import { Inject, Injectable } from '@nestjs/common';
import { type HttpRequest, isFramed } from '../platform/http/exchange.js';
import { SECURE_COOKIES } from '../platform/http/public-address.js';
import { readAccent, readRadius, type Theme, themeStyles } from './theme.js';

/**
 * How the client's pages look in a host's frame. The host says so once, in the address that it opens; from there it goes
 * from page to page in a cookie of the frame's, which is read as strictly as the address was.
 */
@Injectable()
export class LookService {
  private readonly cookieName: string;

  constructor(@Inject(SECURE_COOKIES) secure: boolean) {
    this.cookieName = secure ? '__Host-framed-look' : 'framed-look';
  }

  /** The Set-Cookie value for what an address asks for; what cannot be read is left out, and the page looks as elsewhere. */
  cookieFor({ url }: Pick<HttpRequest, 'url'>): string {
    const { searchParams } = new URL(url, 'http://localhost');
    const { accent = '', radius = '' } = read(searchParams.get('accent'), searchParams.get('radius'));
    return `${this.cookieName}=${accent}.${radius}; Path=/; HttpOnly; SameSite=None; Secure; Partitioned`;
  }

  /** The style sheet for the page that answers a request; '' but in a frame. */
  stylesFor(request: Pick<HttpRequest, 'headers' | 'cookies'>): string {
    if (isFramed(request) === false) return '';
    const [accent, radius] = (request.cookies[this.cookieName] ?? '').split('.');
    return themeStyles(read(accent, radius));
  }
}

function read(accent: string | null | undefined, radius: string | null | undefined): Theme {
  return { accent: readAccent(accent ?? ''), radius: readRadius(radius ?? '') };
}
