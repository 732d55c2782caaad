const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

const matching =
  (form: RegExp) =>
  (value: unknown): boolean =>
    typeof value === 'string' && form.test(value);

/**
 * What may stand in the log, field by field, and of what form. Nothing else gets there, whoever logs it: not a text
 * that somebody wrote, not a name, an address or a secret, and of ids only those of requests and practices. Add a
 * field here when a new one is needed; its form must leave no room for anything else.
 */
const FIELDS: Readonly<Record<string, (value: unknown) => boolean>> = {
  requestId: matching(UUID),
  practiceId: matching(UUID),
  actor: matching(/^[a-z_]{1,20}$/),
  method: matching(/^[A-Z-]{1,20}$/),
  // A route as it is declared: its parameters by their names.
  route: matching(/^\/[\w/:*.-]{0,100}$/),
  status: Number.isInteger,
  ms: Number.isFinite,
  kind: matching(/^[\w$]{1,60}$/),
  sqlState: matching(/^[0-9A-Z]{5}$/),
  at: isPlaces,
  nest: matching(/^[\w$ ]{1,60}$/),
};

/** The fields of `given` that may be logged. */
export function loggable(given: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(given).filter(([name, value]) => Object.hasOwn(FIELDS, name) && FIELDS[name]?.(value)),
  );
}

/** Lines of a stack: where in the program. */
function isPlaces(value: unknown): boolean {
  return Array.isArray(value) && value.length <= 10 && value.every(matching(/^at [^\n]{1,400}$/));
}
