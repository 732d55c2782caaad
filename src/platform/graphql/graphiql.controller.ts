import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Get, Param } from '@nestjs/common';
import { HttpReply } from '../http/exchange.js';
import { RestController } from '../http/rest-controller.js';
import { builtFolder } from '../package-folder.js';

/** What the page loads, all of it from here: no network is needed. */
const FILES: Readonly<Record<string, { folder: string; type: string }>> = {
  'graphiql.min.js': { folder: 'graphiql', type: 'text/javascript' },
  'graphiql.min.css': { folder: 'graphiql', type: 'text/css' },
  'react.production.min.js': { folder: 'graphiql', type: 'text/javascript' },
  'react-dom.production.min.js': { folder: 'graphiql', type: 'text/javascript' },
  'main.js': { folder: 'src/web/graphiql', type: 'text/javascript' },
  'queries.js': { folder: 'src/web/graphiql', type: 'text/javascript' },
};

const HTML = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>GraphiQL</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="graphiql/graphiql.min.css">
<style>html, body, #graphiql { height: 100%; margin: 0 }</style>
</head>
<body>
<div id="graphiql"></div>
<script src="graphiql/react.production.min.js"></script>
<script src="graphiql/react-dom.production.min.js"></script>
<script src="graphiql/graphiql.min.js"></script>
<script type="module" src="graphiql/main.js"></script>
</body>
</html>
`;

/** GraphiQL for trying: it holds no credentials; the token comes in the address's fragment or is typed in. */
@RestController('graphiql')
export class GraphiqlController {
  @Get()
  page(): HttpReply {
    return new HttpReply(
      200,
      {
        'content-type': 'text/html; charset=utf-8',
        // GraphiQL's editor writes style elements of its own.
        'content-security-policy': `default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src data:; font-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      },
      HTML,
    );
  }

  @Get(':file')
  file(@Param('file') name: string): HttpReply {
    const known = Object.hasOwn(FILES, name) ? FILES[name] : undefined;
    if (!known) return new HttpReply(404, { 'content-type': 'text/plain' }, 'Not found');
    const bytes = readFileSync(path.join(builtFolder(), known.folder, name));
    return new HttpReply(200, { 'content-type': `${known.type}; charset=utf-8` }, bytes);
  }
}
