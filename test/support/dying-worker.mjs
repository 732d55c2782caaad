// A FHIRPath worker that dies of the first request it gets.

process.on('message', () => process.kill(process.pid, 'SIGKILL'));
process.send('up');
