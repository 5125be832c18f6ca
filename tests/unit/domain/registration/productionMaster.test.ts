import { Forbidden } from '../../../../node/domain/errors'
import { productionMaster } from '../../../../node/domain/registration/productionMaster'

describe('where sellers are registered', () => {
  it('is the production workspace master', () => {
    expect(() => productionMaster({ production: true, workspace: 'master' }, [])).not.toThrow()
  })

  it.each([
    { production: true, workspace: 'dev' },
    { production: false, workspace: 'master' },
  ])('is not %j, unless a setting allows the workspace', (place) => {
    expect(() => productionMaster(place, [])).toThrow(Forbidden)
    expect(() => productionMaster(place, [place.workspace])).not.toThrow()
  })
})
