import type { Sql } from './sql.js';

/**
 * Everything that the catalogue says of schema mendwork, one line a fact, sorted. Names of objects, never oids; the
 * order of columns, never their numbers, since a column that was dropped keeps its own.
 */
export async function describeSchema(sql: Sql): Promise<string[]> {
  const facts = await sql.rows<{ fact: string }>(`
    SELECT concat_ws(' ', 'column', table_name,
        row_number() OVER (PARTITION BY table_name ORDER BY ordinal_position), column_name, udt_name, datetime_precision, is_nullable,
        column_default, collation_name, generation_expression) AS fact
      FROM information_schema.columns WHERE table_schema = 'mendwork'
    UNION ALL
    SELECT concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(oid))
      FROM pg_constraint WHERE connamespace = 'mendwork'::regnamespace
    UNION ALL
    SELECT concat_ws(' ', 'index', indexdef) FROM pg_indexes WHERE schemaname = 'mendwork'
    UNION ALL
    SELECT concat_ws(' ', 'policy', tablename, policyname, permissive, roles, cmd, qual, with_check)
      FROM pg_policies WHERE schemaname = 'mendwork'
    UNION ALL
    SELECT concat_ws(' ', 'relation', relname, relkind, relowner::regrole, relrowsecurity, relforcerowsecurity, relacl)
      FROM pg_class WHERE relnamespace = 'mendwork'::regnamespace
    UNION ALL
    SELECT concat_ws(' ', 'column right', relname, attname, attacl)
      FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
      WHERE relnamespace = 'mendwork'::regnamespace AND attacl IS NOT NULL
    UNION ALL
    SELECT concat_ws(' ', 'function', proowner::regrole, proacl, pg_get_functiondef(oid))
      FROM pg_proc WHERE pronamespace = 'mendwork'::regnamespace
    UNION ALL
    SELECT concat_ws(' ', 'schema', nspname, nspowner::regrole, nspacl) FROM pg_namespace WHERE nspname = 'mendwork'
    UNION ALL
    SELECT concat_ws(' ', 'role setting', setrole::regrole, setconfig) FROM pg_db_role_setting
      WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
    ORDER BY fact`);
  return facts.map(({ fact }) => fact);
}
