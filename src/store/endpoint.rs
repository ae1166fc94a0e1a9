//! Addresses of servers: which are this computer's own, and over which secrets may go.

use crate::error::{Error, Result, StoreMistake};

/// Whether an address is one of this computer's own.
pub fn is_on_this_computer(endpoint: &str) -> bool {
    url::Url::parse(endpoint).is_ok_and(|url| is_loopback(&url))
}

fn is_loopback(url: &url::Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// Plain http is for this computer only, unless the user says otherwise.
pub fn check_endpoint(endpoint: &str, allow_http: bool) -> Result<()> {
    let refuse = |reason: StoreMistake| Error::NotAStore { text: endpoint.to_owned(), reason };
    let url = url::Url::parse(endpoint).map_err(|error| refuse(StoreMistake::Unreadable(error.to_string())))?;
    match url.scheme() {
        "https" => Ok(()),
        "http" if is_loopback(&url) || allow_http => Ok(()),
        "http" => Err(Error::PlainHttp { endpoint: endpoint.to_owned() }),
        _ => Err(refuse(StoreMistake::Endpoint)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_is_for_this_computer() {
        for fine in ["https://s3.example.com", "http://127.0.0.1:9000", "http://localhost:9000", "http://[::1]:9000"] {
            assert!(check_endpoint(fine, false).is_ok(), "{fine}");
        }
        assert!(matches!(check_endpoint("http://nas.local:9000", false), Err(Error::PlainHttp { .. })));
        assert!(check_endpoint("http://nas.local:9000", true).is_ok());
        assert!(matches!(check_endpoint("nas.local", true), Err(Error::NotAStore { .. })));
    }
}
