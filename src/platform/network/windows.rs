//! The network on Windows: the interface of the best route to the internet, and the cost that the network list manager knows.

use std::{ffi::c_void, io, ptr, time::Duration};

use windows_sys::{
    Win32::{
        Foundation::{ERROR_NETWORK_UNREACHABLE, ERROR_NO_DATA, ERROR_NOT_FOUND},
        NetworkManagement::IpHelper::{
            GetBestInterfaceEx, GetIfEntry2, IF_TYPE_ETHERNET_CSMACD, IF_TYPE_IEEE80211, IF_TYPE_WWANPP,
            IF_TYPE_WWANPP2, MIB_IF_ROW2,
        },
        Networking::WinSock::{AF_INET, AF_INET6, IN_ADDR, IN6_ADDR, SOCKADDR_IN, SOCKADDR_IN6},
        System::Com::{CLSCTX_ALL, COINIT_MULTITHREADED, CoCreateInstance, CoInitializeEx, CoUninitialize},
    },
    core::{GUID, HRESULT},
};

use super::{Metered, Network, NetworkKind, wlan};
use crate::platform::unknown::{Fact, Source, Unknown, within};

pub fn network() -> Fact<Network> {
    let Some(index) = best_interface()? else {
        return Ok(Network { kind: NetworkKind::None, wifi: None, metered: Ok(Metered::No) });
    };
    let mut row = MIB_IF_ROW2 { InterfaceIndex: index, ..MIB_IF_ROW2::default() };
    // SAFETY: the structure names the interface, is the call's to fill, and outlives it.
    let error = unsafe { GetIfEntry2(&mut row) };
    if error != 0 {
        return Err(Unknown::failed(Source::Routes, io::Error::from_raw_os_error(error as i32)));
    }
    let kind = kind_of(row.Type);
    let interface = row.InterfaceGuid;
    let wifi = (kind == NetworkKind::Wifi).then(|| within(PATIENCE, Source::Wifi, move || wlan::name(&interface)));
    Ok(Network { kind, wifi, metered: metered() })
}

fn kind_of(kind: u32) -> NetworkKind {
    match kind {
        IF_TYPE_ETHERNET_CSMACD => NetworkKind::Wired,
        IF_TYPE_IEEE80211 => NetworkKind::Wifi,
        IF_TYPE_WWANPP | IF_TYPE_WWANPP2 => NetworkKind::Mobile,
        _ => NetworkKind::Other,
    }
}

/// The interface that leads to the internet, by an address there that nothing is sent to; `None` if none does.
fn best_interface() -> Fact<Option<u32>> {
    let mut index = 0;
    let mut address = SOCKADDR_IN { sin_family: AF_INET, ..SOCKADDR_IN::default() };
    address.sin_addr = IN_ADDR::default();
    // 198.51.100.1, which is kept for documents.
    address.sin_addr.S_un.S_addr = u32::from_ne_bytes([198, 51, 100, 1]);
    // SAFETY: the addresses and the number outlive the calls, and each says which kind of address it is.
    let error = unsafe { GetBestInterfaceEx((&raw const address).cast(), &mut index) };
    if error == 0 {
        return Ok(Some(index));
    }
    let mut address = SOCKADDR_IN6 { sin6_family: AF_INET6, ..SOCKADDR_IN6::default() };
    address.sin6_addr = IN6_ADDR::default();
    // 2000::1: what is routed at all on the internet begins so.
    address.sin6_addr.u.Byte = [0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
    // SAFETY: as above.
    match unsafe { GetBestInterfaceEx((&raw const address).cast(), &mut index) } {
        0 => Ok(Some(index)),
        _ if matches!(error, ERROR_NETWORK_UNREACHABLE | ERROR_NOT_FOUND | ERROR_NO_DATA) => Ok(None),
        _ => Err(Unknown::failed(Source::Routes, io::Error::from_raw_os_error(error as i32))),
    }
}

/// A service that takes longer to answer does not answer.
const PATIENCE: Duration = Duration::from_secs(3);

/// `CLSID_NetworkListManager`
const MANAGER: GUID = GUID::from_u128(0xdcb00c01_570f_4a9b_8d69_199fdba5723b);
/// `IID_INetworkCostManager`
const COSTS: GUID = GUID::from_u128(0xdcb00008_570f_4a9b_8d69_199fdba5723b);
/// `NLM_CONNECTION_COST`
const UNRESTRICTED: u32 = 0x1;
const FIXED: u32 = 0x2;
const VARIABLE: u32 = 0x4;

/// The beginning of `INetworkCostManager`, as `netlistmgr.h` has it.
#[repr(C)]
struct CostManager {
    methods: *const CostManagerMethods,
}

#[repr(C)]
struct CostManagerMethods {
    query_interface: unsafe extern "system" fn(*mut CostManager, *const GUID, *mut *mut c_void) -> HRESULT,
    add_ref: unsafe extern "system" fn(*mut CostManager) -> u32,
    release: unsafe extern "system" fn(*mut CostManager) -> u32,
    get_cost: unsafe extern "system" fn(*mut CostManager, *mut u32, *mut c_void) -> HRESULT,
}

/// Whether the connection is metered. A service of the system is asked, on a thread of its own: whether the caller's uses COM, and how,
/// is the caller's matter.
fn metered() -> Fact<Metered> {
    metered_of(within(PATIENCE, Source::System, cost)?)
}

fn metered_of(cost: u32) -> Fact<Metered> {
    match cost {
        cost if cost & (FIXED | VARIABLE) != 0 => Ok(Metered::Yes),
        cost if cost & UNRESTRICTED != 0 => Ok(Metered::No),
        _ => Err(Unknown::Unsaid(Source::System)),
    }
}

fn cost() -> Fact<u32> {
    let failed = |result: HRESULT| Unknown::failed(Source::System, io::Error::from_raw_os_error(result));
    let mut manager: *mut c_void = ptr::null_mut();
    let mut cost = 0_u32;
    // SAFETY: COM is begun and ended on this thread. The object is asked for by the interface whose beginning is laid out above, is used
    // only if it was given, and is let go once. A null address means the computer's connection as a whole.
    let result = unsafe {
        let begun = CoInitializeEx(ptr::null(), COINIT_MULTITHREADED as u32);
        if begun < 0 {
            return Err(failed(begun));
        }
        let mut result = CoCreateInstance(&MANAGER, ptr::null_mut(), CLSCTX_ALL, &COSTS, &mut manager);
        if result >= 0 && !manager.is_null() {
            let manager: *mut CostManager = manager.cast();
            let methods = &*(*manager).methods;
            result = (methods.get_cost)(manager, &mut cost, ptr::null_mut());
            (methods.release)(manager);
        }
        CoUninitialize();
        result
    };
    if result < 0 { Err(failed(result)) } else { Ok(cost) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn costs_are_understood() {
        assert_eq!(metered_of(0x1), Ok(Metered::No));
        assert_eq!(metered_of(0x2), Ok(Metered::Yes));
        // Variable, and roaming.
        assert_eq!(metered_of(0x40004), Ok(Metered::Yes));
        assert_eq!(metered_of(0), Err(Unknown::Unsaid(Source::System)));
    }
}
