import { write } from '../operation'

export const LOGIN = write(
  'Login',
  `mutation Login($username: String!, $password: String!) {
    login(username: $username, password: $password) {
      __typename
      ... on ErrorResult { errorCode }
    }
  }`,
)
