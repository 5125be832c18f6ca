import { answerCalls } from '../world/remote'
import { closedLoop } from './closedLoop'

/** The load generator, in a process of its own. */
const commands = { run: closedLoop }
export type LoadCommands = typeof commands

answerCalls(commands)
