/**
 * What Safari 14 and 15 lack of the functions that the worksheet engine calls. The pages work without scripts,
 * but who has an old phone should not have to do without saving as they type.
 */
function provide(target: object, name: string, value: unknown): void {
  if (!(name in target)) Object.defineProperty(target, name, { value, writable: true, configurable: true });
}

provide(Object, 'hasOwn', (object: object, key: PropertyKey) =>
  Object.prototype.hasOwnProperty.call(object, key),
);
provide(Array.prototype, 'at', function at(this: unknown[], index: number) {
  return this[index < 0 ? this.length + index : index];
});
provide(
  Array.prototype,
  'toSorted',
  function toSorted(this: unknown[], compare?: (one: unknown, other: unknown) => number) {
    // oxlint-disable-next-line unicorn/no-array-sort -- what toSorted does
    return [...this].sort(compare);
  },
);
provide(Array.prototype, 'toReversed', function toReversed(this: unknown[]) {
  // oxlint-disable-next-line unicorn/no-array-reverse -- what toReversed does
  return [...this].reverse();
});
provide(
  Array.prototype,
  'findLastIndex',
  function findLastIndex(this: unknown[], test: (value: unknown, index: number) => boolean) {
    for (let index = this.length - 1; index >= 0; index -= 1) if (test(this[index], index)) return index;
    return -1;
  },
);
