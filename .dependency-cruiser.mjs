/**
 * The arrows of the house: features know what lies to their left, the platform knows no feature, the core knows
 * nothing but itself. `npm run boundaries` holds them.
 */
const order = [
  'practices',
  'clients',
  'catalogue',
  'assignments',
  'responses',
  'genograms',
  'summaries',
  'notifications',
  'embed',
  'pages',
  'demo',
];
const feature = (names) => `^src/(${names.join('|')})/`;

const leftToRight = order.slice(0, -1).map((name, index) => ({
  name: `${name}-knows-nothing-to-its-right`,
  severity: 'error',
  from: { path: feature([name]) },
  to: { path: feature(order.slice(index + 1)) },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    ...leftToRight,
    {
      name: 'core-is-pure',
      severity: 'error',
      from: { path: '^src/core/', pathNot: '\\.(spec|fixtures)\\.ts$' },
      to: { pathNot: ['^src/core/', 'node_modules/(zod|yaml|@noble/hashes|syllable|d3-scale|d3-shape)/'] },
    },
    {
      name: 'platform-knows-no-feature',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: ['^src/(access|audit)/', feature(order), '^src/[^/]+\\.ts$'] },
    },
    {
      name: 'print-kit-knows-drawings-alone',
      severity: 'error',
      from: { path: '^src/platform/pdf/', pathNot: '\\.(spec|fixtures)\\.ts$' },
      to: { path: '^src/', pathNot: ['^src/platform/pdf/', '^src/core/drawing/'] },
    },
    {
      name: 'access-and-audit-know-no-feature',
      severity: 'error',
      from: { path: '^src/(access|audit)/' },
      to: { path: feature(order) },
    },
    {
      name: 'nothing-hears-audit',
      severity: 'error',
      from: { path: '^src/audit/' },
      to: { path: '^src/access/' },
    },
    {
      name: 'web-knows-core-alone',
      severity: 'error',
      from: { path: '^src/web/', pathNot: '(\\.(spec|fixtures)\\.tsx?|vite\\.config\\.ts)$' },
      to: {
        pathNot: [
          '^src/web/',
          '^src/core/',
          'node_modules/preact',
          'node_modules/preact-render-to-string',
          'node_modules/@simplewebauthn/browser',
        ],
      },
    },
    {
      name: 'one-file-of-web-for-the-server',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/web/', '^src/pages/'] },
      to: { path: '^src/web/' },
    },
    {
      name: 'features-meet-at-services-types-and-modules',
      severity: 'error',
      from: {
        path: '^src/([a-z]+)/',
        pathNot: ['^src/(core|platform|web|demo)/', '\\.(spec|fixtures)\\.tsx?$'],
      },
      to: {
        path: feature(order),
        pathNot: ['^src/$1/', '\\.(service|module|types|state)\\.ts$'],
      },
    },
    {
      name: 'adapters-stay-in-platform-http',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/platform/http/' },
      to: { path: ['node_modules/(fastify|express|@fastify)/', '@nestjs/platform-(fastify|express)'] },
    },
    {
      name: 'no-tests-in-the-product',
      severity: 'error',
      from: { path: '^(src|migrations)/', pathNot: '\\.(spec|fixtures)\\.tsx?$' },
      to: { path: ['^(test|bench)/', '\\.(spec|fixtures)\\.tsx?$'] },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [
          '\\.d\\.ts$',
          '\\.(spec|fixtures)\\.tsx?$',
          '^src/main\\.ts$',
          '^src/web/embed/embed\\.ts$',
        ],
      },
      to: {},
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'declared',
      severity: 'error',
      from: { path: '^(src|migrations)/', pathNot: ['\\.(spec|fixtures)\\.tsx?$', 'vite\\.config\\.ts$'] },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    extraExtensionsToScan: [],
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
