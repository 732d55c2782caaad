import type { Answer, AnswerValue, Patch, Problem } from './answers.js';
import { isRecord } from './reading.js';
import { problemAt, nameable } from './validation.js';

/** Patches that have the right shape, or what is wrong with them. */
export type ReadPatches =
  | { readonly ok: true; readonly patches: readonly Patch[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads patches from JSON that anyone may have sent. Only the shape is told here; whether the answers fit the
 * worksheet, `applyPatches` tells. Problems name the item where there is one to name.
 */
export function readPatches(json: unknown): ReadPatches {
  if (!Array.isArray(json)) {
    return { ok: false, problems: [misshapen('', 'Send the changes as a list.')] };
  }
  const patches: Patch[] = [];
  const problems: Problem[] = [];
  for (const entry of json as readonly unknown[]) {
    const patch = readPatch(entry);
    if (patch) patches.push(patch);
    else
      problems.push(
        misshapen(isRecord(entry) ? entry.item : '', 'This change could not be read. Answer again.'),
      );
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, patches };
}

function misshapen(item: unknown, message: string): Problem {
  return problemAt({ item: typeof item === 'string' ? nameable(item) : '' }, { code: 'wrong_type', message });
}

function readPatch(json: unknown): Patch | undefined {
  if (!isRecord(json)) return undefined;
  const { item, row, field, answer, remove } = json;
  if (typeof item !== 'string') return undefined;
  const names = Object.keys(json).toSorted().join();
  if (names === 'answer,item') return isAnswerOrNull(answer) ? { item, answer } : undefined;
  if (typeof row !== 'string') return undefined;
  if (names === 'item,row') return { item, row };
  if (names === 'item,remove,row') return remove === true ? { item, row, remove } : undefined;
  if (names !== 'answer,field,item,row' || typeof field !== 'string') return undefined;
  return isAnswerOrNull(answer) ? { item, row, field, answer } : undefined;
}

/** Rows are changed one by one, so no patch brings a whole list of them. */
function isAnswerOrNull(json: unknown): json is Answer | null {
  if (json === null) return true;
  if (!isRecord(json) || Object.keys(json).length !== 1) return false;
  return json.skipped === true || isAnswerValue(json.value);
}

function isAnswerValue(json: unknown): json is AnswerValue {
  if (isScalar(json) || typeof json === 'boolean') return true;
  if (Array.isArray(json)) return json.every((one) => typeof one === 'string');
  return isRecord(json) && Object.values(json).every(isScalar);
}

function isScalar(json: unknown): json is string | number {
  return typeof json === 'string' || typeof json === 'number';
}
