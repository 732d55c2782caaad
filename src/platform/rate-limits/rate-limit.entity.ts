import { EntitySchema } from 'typeorm';

/** How often something was tried. Keys are keyed hashes and belong to no practice. */
export interface RateLimitRow {
  key: string;
  points: number;
  /** Milliseconds since 1970. */
  expire: string | null;
}

export const RateLimitEntity = new EntitySchema<RateLimitRow>({
  name: 'rate_limit',
  schema: 'mendwork',
  columns: {
    key: { type: 'text', primary: true, primaryKeyConstraintName: 'rate_limit_pkey' },
    points: { type: 'integer', default: 0 },
    expire: { type: 'bigint', nullable: true },
  },
  foreignKeys: [],
});
