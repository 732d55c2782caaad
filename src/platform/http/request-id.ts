import { v7 as uuidv7 } from 'uuid';

const ids = new WeakMap<object, string>();

/**
 * The id of a request, a UUIDv7: the same in the answer’s `x-request-id`, in the log’s line and in what is audited, so
 * that one leads to the other. It is made on first asking and tells nothing but a time. An id that the caller sends is
 * never taken over: whoever could choose it could put text into the log, or hide behind the id of somebody else.
 * @param request Node’s request, or an adapter’s that holds it as `raw`
 */
export function requestIdOf(request: object): string {
  const key = rawOf(request);
  const known = ids.get(key);
  if (known !== undefined) return known;
  const id = uuidv7();
  ids.set(key, id);
  return id;
}

/** Node’s request behind an adapter’s. */
export function rawOf(request: object): object {
  return 'raw' in request && typeof request.raw === 'object' && request.raw !== null ? request.raw : request;
}
