import type { Fields } from '../web/client/control.js';

/** The fields of a posted form, whichever parser read it; what is no text is left out. */
export function postedFields(body: unknown): Fields {
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(
    Object.entries(body as Record<string, unknown>).flatMap(
      ([name, value]): [string, string | string[]][] => {
        if (typeof value === 'string') return [[name, value]];
        const several = severalTexts(value);
        return several.length > 0 ? [[name, several]] : [];
      },
    ),
  );
}

/** One field of a form, '' where it was not given once. */
export function postedText(body: unknown, name: string): string {
  const value = postedFields(body)[name];
  return typeof value === 'string' ? value : '';
}

/** Express makes an object of a list that it finds too long. */
function severalTexts(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).filter((one) => typeof one === 'string');
}
