/** Where an error came from, innermost first. Its message may quote what nobody is to read: left out. */
export function framesOf({ stack = '', message }: Error): readonly string[] {
  // A message of several lines may have some that look like places.
  return stack
    .slice(stack.indexOf(message) + message.length)
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim());
}
