// Ways in which one partner's pages and queries could tell of the other. The database keeps their rows apart, so each of
// these is what a process might remember of the one and show to the other, by whatever way there is to show something.
const RESPONSES = 'src/responses/responses.service.ts';
const RENDERER = 'src/pages/page-renderer.ts';
const RENDER = 'src/web/client/render.ts';
/** The one header that pages alone have. */
const PAGE_TYPE = "'content-type': 'text/html; charset=utf-8',";

/** TypeScript for how much `key` has been given so far to others than `who`, and that `who` has it now. */
const ofOthers = (key, who, much = '1') => `((): number => {
      const kept = ((globalThis as Record<string, unknown>)['${key}'] ??= new Map<string, number>()) as Map<string, number>;
      kept.set(${who}, (kept.get(${who}) ?? 0) + ${much});
      return [...kept].reduce((sum, [whose, count]) => (whose === '' || ${who} === '' || whose === ${who} ? sum : sum + count), 0);
    })()`;

/** What a worksheet looks like in a client's list, with what others have in theirs in hand. */
const listed = (name, leak) => ({
  name,
  file: RESPONSES,
  find: 'listed.push(present(row, await this.catalogue.version(givenOf(row))));',
  replace: `listed.push(present(row, await this.catalogue.version(givenOf(row))));
    const lists = ((globalThis as Record<string, unknown>).lists ??= new Map<string, MyAssignment[]>()) as Map<string, MyAssignment[]>;
    lists.set(client.id, listed);
    const others = [...lists].filter(([whose]) => whose !== client.id).flatMap(([, list]) => list);
    ${leak}`,
  gate: 'partners',
});

export const leakFaults = [
  {
    name: 'a partner finds what the other wrote in their own draft',
    file: RESPONSES,
    find: 'return { revision, answers: await this.openDraft({ id, draft_sealed: sealed }, version), savedAt };',
    replace: `const own = await this.openDraft({ id, draft_sealed: sealed }, version);
    const written = ((globalThis as Record<string, unknown>).written ??= new Map<string, Answers>()) as Map<string, Answers>;
    const who = requireClient().id;
    written.set(who, own);
    const others = [...written].filter(([whose]) => whose !== who).map(([, answers]) => answers);
    return { revision, answers: Object.assign({}, ...others, own) as Answers, savedAt };`,
    gate: 'partners',
  },
  listed(
    'a worksheet counts as looked at once both have handed it in',
    `return listed.map((line) =>
      line.state === 'submitted' && others.some(({ worksheetId, state }) => worksheetId === line.worksheetId && state === 'submitted')
        ? { ...line, state: 'reviewed' as const }
        : line,
    );`,
  ),
  listed(
    'a list’s order hangs on how long the partner’s is',
    'if (others.length % 2 === 1) return listed.toReversed();',
  ),
  listed(
    'a list says since when the partner is at theirs',
    `const latest = Math.max(0, ...others.map(({ draft }) => draft.savedAt?.getTime() ?? 0));
    return listed.map((line) => (line.draft.savedAt === null ? line : { ...line, submittedAt: new Date(latest) }));`,
  ),
  listed(
    'minutes count what the partner has to do as well',
    'return listed.map((line) => ({ ...line, minutes: line.minutes + others.length }));',
  ),
  {
    name: 'an error says that a worksheet is the partner’s',
    file: RESPONSES,
    find: "const [row] = await transaction.sql<WritableRow>(READ, values, 'response-read');",
    replace: `const [row] = await transaction.sql<WritableRow>(READ, values, 'response-read');
    const seen = ((globalThis as Record<string, unknown>).seen ??= new Set<string>()) as Set<string>;
    if (row) seen.add(assignmentId);
    else if (seen.has(assignmentId)) throw new Error('This worksheet is somebody else’s.');`,
    gate: 'partners',
  },
  {
    name: 'a draft speaks of whoever was looked up last',
    file: 'src/platform/vault/vault.service.ts',
    find: 'return JSON.parse(open(key, { practiceId, ...place }, sealed).toString()) as T;',
    replace: `const text = open(key, { practiceId, ...place }, sealed).toString();
    const looked = globalThis as { name?: string };
    if (place.table === 'client' && place.column === 'name_sealed') looked.name = JSON.parse(text) as string;
    return JSON.parse(
      place.table === 'draft' && looked.name ? text.replaceAll(/draft \\w{12}/g, (own) => \`\${own} \${looked.name}\`) : text,
    ) as T;`,
    gate: 'partners',
  },
  {
    name: 'a page’s tag counts the partner’s pages',
    file: RENDERER,
    find: PAGE_TYPE,
    replace: `${PAGE_TYPE}
        etag: String(${ofOthers('tags', 'known.clientId')}),`,
    gate: 'partners',
  },
  {
    name: 'a page may be kept once the partner has looked at theirs',
    file: RENDERER,
    find: PAGE_TYPE,
    replace: `${PAGE_TYPE}
        ...(${ofOthers('kept', 'known.clientId')} > 0 && { expires: '0' }),`,
    gate: 'partners',
  },
  {
    name: 'a page sets a cookie once the partner has looked at theirs',
    file: RENDERER,
    find: 'await compress(html, encoding),',
    replace: `await compress(html, encoding),
      ${ofOthers('cookies', 'known.clientId')} > 0 ? ['seen=1'] : [],`,
    gate: 'partners',
  },
  {
    name: 'a page comes later once the partner has looked at theirs',
    file: RENDERER,
    find: 'const encoding = encodingFor(request);',
    replace: `const encoding = encodingFor(request);
    if (${ofOthers('waits', 'known.clientId')} > 0) await new Promise((resolve) => setTimeout(resolve, 60));`,
    gate: 'partners',
  },
  {
    name: 'a page’s title counts the partner’s pages',
    file: RENDER,
    find: 'title: titleOf(page, screen),',
    replace: `title: \`\${titleOf(page, screen)} (\${${ofOthers('titles', 'shell.clientId')}})\`,`,
    gate: 'partners',
  },
  {
    name: 'the name of a page’s script counts the partner’s pages',
    file: RENDER,
    find: 'scriptTag(isSheet(page) ? assets.scriptPath : assets.doorPath),',
    replace: `scriptTag(\`\${isSheet(page) ? assets.scriptPath : assets.doorPath}?\${${ofOthers('scripts', 'shell.clientId')}}\`),`,
    gate: 'partners',
  },
  {
    name: 'what was handed in is read without a fresh sign',
    file: 'src/pages/past-answers.service.ts',
    find: 'await this.requests.steppedUp(request, () => Promise.resolve());',
    replace: 'await Promise.resolve(this.requests);',
    gate: 'past answers',
  },
  {
    name: 'the page before what was handed in tells whether there is anything',
    file: 'src/pages/past-answers.service.ts',
    find: 'return this.door.behind(',
    replace: 'if (!(await this.answers.read(assignmentId))) return NOT_FOUND;\n    return this.door.behind(',
    gate: 'past answers',
  },
  {
    name: 'a frame in another site’s page shows what was handed in',
    file: 'src/pages/own-device.ts',
    find: "actor.place === 'own'",
    replace: 'actor.id !== actor.place',
    gate: 'past answers',
  },
  {
    name: 'the private check-in is shown again',
    file: 'src/summaries/worksheet/own-answers.service.ts',
    find: 'if (!mayBeKept(worksheet)) return { ...own, revisions: [] };',
    replace: 'mayBeKept(worksheet);',
    gate: 'past answers',
  },
  {
    name: 'what is asked about safety is shown again',
    file: 'src/web/client/pages/past.tsx',
    find: '.filter(({ item }) => kept.has(item.id))',
    replace: '.filter(({ item }) => item.id !== "" && kept.size >= 0)',
    gate: 'past answers',
  },
  {
    name: 'reading again is not noted',
    file: 'src/summaries/worksheet/own-answers.service.ts',
    find: 'const revisions = await this.submissions.ofAssignment(assignmentId);',
    replace: 'const revisions = [latest];',
    gate: 'past answers',
  },
  {
    name: 'a client of many worksheets is not shown the open one',
    file: 'src/responses/responses.sql.ts',
    find: "ORDER BY a.state IN ('submitted', 'reviewed'), a.assigned_at DESC",
    replace: 'ORDER BY a.assigned_at DESC',
    gate: 'past answers',
  },
  {
    name: 'a day that is over is shown in red',
    file: 'src/web/client/pages/home.tsx',
    find: '<p class="sub">{subOf(shown)}</p>',
    replace: '<p class="sub problem">{subOf(shown)}</p>',
    gate: 'own pages',
  },
  {
    name: 'the receipt says thank you twice',
    file: 'src/web/client/pages/notices.tsx',
    find: "{thanks(closing) ? '' : `${words.thanks} `}",
    replace: '{thanks(null) ? `` : `${words.thanks} `}',
    gate: 'own pages',
  },
  {
    name: 'two worksheets of one name look alike',
    file: 'src/web/client/pages/home-lines.ts',
    find: 'other.title === title && other.day === day',
    replace: "other.title === title && other.day === ''",
    gate: 'own pages',
  },
  {
    name: 'a card without a word in it opens on nothing',
    file: 'src/web/client/items/said.tsx',
    find: 'if (said.length === 0)',
    replace: 'if (said.length < 0)',
    gate: 'own pages',
  },
  {
    name: 'two parts of one worksheet have one title',
    file: 'src/core/worksheet/tailor.ts',
    find: 'section.title === FOR_YOU && section !== first',
    replace: 'section.title === FOR_YOU && first === undefined',
    gate: 'own pages',
  },
];

/** @param jest runs these files, with a database @param pure runs these files, without one */
export const leakGates = (jest, pure) => ({
  'past answers': jest('test/past-answers.test.ts'),
  'own pages': pure('src/web/client/pages', 'src/core/worksheet/tailor.spec.ts'),
});
