// Preloaded into every command: when the launcher disappears, even by kill -9, the command ends too.
if (process.channel) {
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  process.channel.unref()
}
