import { validateResponse } from './validate-response.js';

/** Small forms and the issues of responses to them. */

export const ROOT = 'QuestionnaireResponse';

/** Issues of a response with these items to a form of these questions, as `<code> <where>`. */
export function issues(
  questions: readonly unknown[],
  item: unknown,
  status: unknown = 'completed',
): readonly string[] {
  const response = { resourceType: ROOT, status, item };
  return validateResponse({ resourceType: 'Questionnaire', status: 'active', item: questions }, response).map(
    ({ severity, code, expression: [where] }) => `${severity === 'error' ? '' : 'warning '}${code} ${where}`,
  );
}

export function question(linkId: string, type: string, more: object = {}): object {
  return { linkId, type, text: linkId, ...more };
}

export function group(linkId: string, item: readonly object[], more: object = {}): object {
  return question(linkId, 'group', { item, ...more });
}

/** An item of a response with these answers. */
export function answered(linkId: string, ...answer: readonly object[]): object {
  return { linkId, answer };
}

/** An item of a response with these items in it. */
export function within(linkId: string, ...item: readonly object[]): object {
  return { linkId, item };
}

export const YES = { valueBoolean: true };
export const TEXT = { valueString: 'Words' };
