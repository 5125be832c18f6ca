// Preloaded into every command: when the launcher disappears, even by kill -9, the command ends too. Processes the
// command starts inherit the preload but not the mark: they have parents of their own.
if (process.channel && process.env.CONNECTOR_LAUNCHED) {
  delete process.env.CONNECTOR_LAUNCHED
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  process.channel.unref()
}
