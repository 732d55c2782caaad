/** How a host wants the client's pages to look in its frame; what is undefined looks as everywhere. */
export interface Theme {
  /** `rrggbb`, lower case. */
  readonly accent?: string | undefined;
  /** Corners, in CSS pixels. */
  readonly radius?: number | undefined;
}

type Rgb = readonly [red: number, green: number, blue: number];

const WIDEST_RADIUS = 24;
/** WCAG 2.2, 1.4.3: text against what is behind it. */
const READABLE = 4.5;
const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];

/** A colour scheme of the page, as in its tokens, and which way an accent has to move to stand out in it. */
interface Scheme {
  readonly page: Rgb;
  readonly sheet: Rgb;
  /** How much of the accent is in the soft ground. */
  readonly soft: number;
  readonly on: Rgb;
  readonly towards: Rgb;
}

const LIGHT: Scheme = {
  page: [0xf4, 0xf6, 0xf3],
  sheet: WHITE,
  soft: 0.11,
  on: WHITE,
  towards: BLACK,
};
const DARK: Scheme = {
  page: [0x10, 0x16, 0x14],
  sheet: [0x17, 0x1f, 0x1c],
  soft: 0.18,
  on: [0x08, 0x10, 0x0d],
  towards: WHITE,
};

/** Reads an accent: `#rgb` or `#rrggbb`, with or without the `#`. Undefined for everything else. */
export function readAccent(text: string): string | undefined {
  const [, digits = ''] = /^#?([\da-f]{3}|[\da-f]{6})$/i.exec(text) ?? [];
  if (digits === '') return undefined;
  return (digits.length === 3 ? digits.replaceAll(/./g, '$&$&') : digits).toLowerCase();
}

/** Reads a radius: whole pixels from 0 to 24, with or without `px`. Undefined for everything else. */
export function readRadius(text: string): number | undefined {
  const [, digits] = /^(\d{1,2})(?:px)?$/.exec(text) ?? [];
  return digits === undefined || Number(digits) > WIDEST_RADIUS ? undefined : Number(digits);
}

/**
 * The page's variables for a theme, as a style sheet to come after its own; '' for none. The accent is the host's where it
 * can be read on every ground that it stands on or under, and is moved towards black, or white in the dark, until it can.
 */
export function themeStyles({ accent, radius }: Theme): string {
  const corners = radius === undefined ? '' : `:root{--radius:${radius}px}`;
  if (accent === undefined) return corners;
  const wanted = rgbOf(accent);
  return (
    `${corners}:root{${variables(wanted, LIGHT)}}` +
    `@media screen and (prefers-color-scheme:dark){:root{${variables(wanted, DARK)}}}`
  );
}

function variables(wanted: Rgb, scheme: Scheme): string {
  const accent = readable(wanted, scheme);
  return Object.entries({
    accent,
    'accent-deep': mix(accent, scheme.towards, 0.2),
    'accent-soft': softOf(accent, scheme),
    'on-accent': scheme.on,
  })
    .map(([name, colour]) => `--${name}:${hexOf(colour)}`)
    .join(';');
}

function readable(wanted: Rgb, scheme: Scheme): Rgb {
  for (let step = 0; step < 100; step += 1) {
    const accent = mix(wanted, scheme.towards, step / 100);
    const grounds = [scheme.page, scheme.sheet, softOf(accent, scheme), scheme.on];
    if (grounds.every((ground) => contrast(accent, ground) >= READABLE)) return accent;
  }
  return scheme.towards;
}

function softOf(accent: Rgb, { sheet, soft }: Scheme): Rgb {
  return mix(sheet, accent, soft);
}

/** Rounded, so that what is reckoned with is what browsers are told. */
function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const channel = (at: 0 | 1 | 2): number => Math.round(from[at] + (to[at] - from[at]) * share);
  return [channel(0), channel(1), channel(2)];
}

/** WCAG 2.2: from 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [light, dark] = [luminance(one), luminance(other)].toSorted((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function rgbOf(digits: string): Rgb {
  const channel = (at: number): number => Number.parseInt(digits.slice(at, at + 2), 16);
  return [channel(0), channel(2), channel(4)];
}

function hexOf(colour: Rgb): string {
  return `#${colour.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}
