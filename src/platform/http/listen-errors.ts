import { LaunchError } from '../errors/launch-error.js';

/**
 * The error for the person at the terminal when the web server could not listen.
 * @param error what listening threw
 * @param port the port that was asked for
 * @returns undefined when the error is of another kind
 */
export function explainListenError(error: unknown, port: number): LaunchError | undefined {
  const code: unknown =
    typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  const message = typeof code === 'string' ? messageFor(code, port) : undefined;
  return message === undefined ? undefined : new LaunchError(message, { cause: error });
}

function messageFor(code: string, port: number): string | undefined {
  const another = `PORT=${port < 1024 || port === 65_535 ? 3000 : port + 1} npm start`;
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is already in use. Stop the other program or choose another port: ${another}`;
    case 'EACCES':
      return `You may not use port ${port} on this machine. Choose another port: ${another}`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return 'The address in HOST does not belong to this machine. Leave HOST out, or choose all addresses: HOST=0.0.0.0 npm start';
    default:
      return undefined;
  }
}
