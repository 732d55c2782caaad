/** Keeps the `max` values that were asked for last; the one longest not asked for goes first. */
export class Recent<T> {
  private readonly values = new Map<string, T>();

  constructor(private readonly max: number) {}

  /** The value kept under `name`, made now where none is. */
  get(name: string, make: () => T): T {
    const value = this.values.has(name) ? (this.values.get(name) as T) : make();
    this.values.delete(name);
    this.values.set(name, value);
    if (this.values.size > this.max) this.values.delete(this.values.keys().next().value as string);
    return value;
  }

  /** Forgets the value kept under `name`. */
  delete(name: string): void {
    this.values.delete(name);
  }
}
