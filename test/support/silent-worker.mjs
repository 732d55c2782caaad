// A FHIRPath worker that says who it is and then nothing more, whatever happens.

process.on('message', () => process.send({ values: [process.pid] }));
process.send('up');
setInterval(() => {}, 60_000);
