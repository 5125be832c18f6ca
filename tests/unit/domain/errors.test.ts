import { MethodNotAllowed, NotFound, SettingsError, StorageUnavailable } from '../../../node/domain/errors'

describe('an error of the connector', () => {
  it('goes by its own name, so that a log tells which one it was', () => {
    expect(new StorageUnavailable('gone').name).toBe('StorageUnavailable')
    expect(new NotFound()).toBeInstanceOf(Error)
  })

  it('says what to do', () => {
    expect(new MethodNotAllowed(['POST', 'GET']).message).toBe('Use POST or GET')
    expect(new SettingsError('currency', 'is required').message).toBe('currency: is required')
    expect(new NotFound().message).toBe('Not found')
  })
})
