//! The rules, held against what people would say of them.

use std::cell::Cell;

use proptest::prelude::*;

use super::*;
use crate::platform::load::Ticks;

fn quiet() -> Facts {
    Facts {
        power: Ok(Power::Mains),
        presenting: Ok(false),
        network: Some(Ok(wired())),
        load: Ok(10),
        idle: Ok(Duration::ZERO),
    }
}

fn wired() -> Network {
    Network { kind: NetworkKind::Wired, wifi: None, metered: Ok(Metered::No) }
}

fn wifi(name: Fact<&str>) -> Network {
    Network { kind: NetworkKind::Wifi, wifi: Some(name.map(str::to_owned)), metered: Ok(Metered::GuessNo) }
}

fn absent<T>() -> Fact<T> {
    Err(Unknown::Absent(Source::System))
}

fn holding(config: &ConditionsConfig, facts: &Facts) -> Vec<&'static str> {
    judge(config, facts).holding.iter().map(Condition::id).collect()
}

#[test]
fn each_condition_holds_a_backup_off_and_is_named() {
    let usual = ConditionsConfig::default();
    assert_eq!(judge(&usual, &quiet()), Verdict::default());
    let low = Facts { power: Ok(Power::Battery(19)), ..quiet() };
    assert_eq!(judge(&usual, &low).holding, [Condition::Battery { percent: 19, least: 20 }]);
    assert!(judge(&usual, &Facts { power: Ok(Power::Battery(20)), ..quiet() }).may_run());
    assert_eq!(holding(&usual, &Facts { presenting: Ok(true), ..quiet() }), ["presenting"]);
    let network = |network| Facts { network: Some(Ok(network)), ..quiet() };
    let metered = network(Network { metered: Ok(Metered::Yes), ..wired() });
    assert_eq!(judge(&usual, &metered).holding, [Condition::Metered { guessed: false }]);
    let only_wired = ConditionsConfig { networks: vec![NetworkKind::Wired], ..usual.clone() };
    assert_eq!(holding(&only_wired, &network(wifi(Ok("home")))), ["network_kind"]);
    let home = ConditionsConfig { wifi_allow: vec!["home".into()], ..usual.clone() };
    assert_eq!(holding(&home, &network(wifi(Ok("café")))), ["wifi_not_allowed"]);
    assert!(judge(&home, &network(wifi(Ok("home")))).may_run() && judge(&home, &network(wired())).may_run());
    let busy = ConditionsConfig { busy_above: 9, ..usual };
    assert_eq!(judge(&busy, &quiet()).holding, [Condition::Busy { percent: 10, limit: 9 }]);
}

#[test]
fn a_mobile_network_is_metered_unless_the_system_says_otherwise() {
    let of =
        |metered| Facts { network: Some(Ok(Network { kind: NetworkKind::Mobile, wifi: None, metered })), ..quiet() };
    let usual = ConditionsConfig::default();
    for metered in [absent(), Ok(Metered::GuessNo), Ok(Metered::GuessYes)] {
        assert_eq!(judge(&usual, &of(metered)).holding, [Condition::Metered { guessed: true }]);
    }
    assert!(judge(&usual, &of(Ok(Metered::No))).may_run());
}

#[test]
fn an_unknown_wifi_is_said_and_does_not_hold() {
    let home = ConditionsConfig { wifi_allow: vec!["home".into()], ..ConditionsConfig::default() };
    let verdict = judge(&home, &Facts { network: Some(Ok(wifi(absent()))), ..quiet() });
    assert!(verdict.may_run());
    assert_eq!(verdict.unknown, [(Question::Wifi, Unknown::Absent(Source::System))]);
}

#[test]
fn a_tunnel_is_unknown_where_it_matters_and_no_network_holds_nothing() {
    let of = |kind| Facts { network: Some(Ok(Network { kind, wifi: None, metered: Ok(Metered::No) })), ..quiet() };
    let usual = ConditionsConfig::default();
    let only_wifi = ConditionsConfig { networks: vec![NetworkKind::Wifi], ..usual.clone() };
    assert_eq!(judge(&usual, &of(NetworkKind::Other)), Verdict::default());
    let verdict = judge(&only_wifi, &of(NetworkKind::Other));
    assert!(verdict.may_run() && verdict.unknown[0].0 == Question::NetworkKind, "{verdict:?}");
    assert_eq!(judge(&only_wifi, &of(NetworkKind::None)), Verdict::default());
}

#[test]
fn only_an_idle_computer_makes_auto_fast() {
    let minutes = |minutes: u64| Ok(Duration::from_secs(minutes * 60));
    for (mode, idle, expected) in [
        (Mode::Auto, minutes(4), Pace::Standard),
        (Mode::Auto, minutes(5), Pace::Fast),
        (Mode::Auto, absent(), Pace::Fast),
        (Mode::Auto, Err(Unknown::Silent(Source::Desktop)), Pace::Standard),
        (Mode::Standard, minutes(60), Pace::Standard),
        (Mode::Fast, minutes(0), Pace::Fast),
        (Mode::Fast, absent(), Pace::Fast),
    ] {
        assert_eq!(pace(mode, &idle), expected, "{mode:?} {idle:?}");
    }
}

/// A computer whose processors do what the test says.
struct Fake {
    ticks: Cell<Ticks>,
    networks_asked: Cell<usize>,
}

impl Sources for &Fake {
    fn power(&self) -> Fact<Power> {
        Ok(Power::NoBattery)
    }

    fn presenting(&self) -> Fact<bool> {
        absent()
    }

    fn network(&self) -> Fact<Network> {
        self.networks_asked.set(self.networks_asked.get() + 1);
        Ok(wired())
    }

    fn ticks(&self) -> Fact<Ticks> {
        Ok(self.ticks.get())
    }

    fn idle(&self) -> Fact<Duration> {
        absent()
    }
}

#[test]
fn the_load_shows_between_two_looks() {
    let fake = Fake { ticks: Cell::new(Ticks { all: 100, busy: 50, own: 0 }), networks_asked: Cell::new(0) };
    let mut watch = Watch::new(&fake, false);
    assert_eq!(watch.look().load, Err(Unknown::FirstLook));
    fake.ticks.set(Ticks { all: 200, busy: 130, own: 20 });
    assert_eq!(watch.look().load, Ok(60));
    fake.ticks.set(Ticks { all: 300, busy: 140, own: 30 });
    let facts = watch.look();
    assert_eq!((facts.load, facts.network), (Ok(0), None));
    assert_eq!(fake.networks_asked.get(), 0, "a store on this computer needs no network");
    assert_eq!(Watch::new(&fake, true).look().network, Some(Ok(wired())));
}

fn fact<T: std::fmt::Debug + Clone + 'static>(known: impl Strategy<Value = T> + 'static) -> BoxedStrategy<Fact<T>> {
    prop_oneof![4 => known.prop_map(Ok), 1 => Just(absent::<T>())].boxed()
}

fn networks() -> impl Strategy<Value = Network> {
    let kinds = [NetworkKind::Wired, NetworkKind::Wifi, NetworkKind::Mobile, NetworkKind::Other, NetworkKind::None];
    let metered = [Metered::Yes, Metered::No, Metered::GuessYes, Metered::GuessNo];
    (proptest::sample::select(kinds.to_vec()), fact("[ab]"), fact(proptest::sample::select(metered.to_vec())))
        .prop_map(|(kind, name, metered)| Network { kind, wifi: (kind == NetworkKind::Wifi).then_some(name), metered })
}

prop_compose! {
    fn facts()(
        power in fact(prop_oneof![Just(Power::NoBattery), Just(Power::Mains), (0..=100_u8).prop_map(Power::Battery)]),
        presenting in fact(any::<bool>()),
        network in proptest::option::of(fact(networks())),
        load in fact(0..=100_u8),
        idle in fact((0..10_000_u64).prop_map(Duration::from_secs)),
    ) -> Facts {
        Facts { power, presenting, network, load, idle }
    }
}

prop_compose! {
    fn configs()(
        least_battery in 0..=100_u8,
        while_presenting in any::<bool>(),
        kinds in 1..8_u8,
        wifi_allow in proptest::collection::vec("[ab]", 0..2),
        metered in any::<bool>(),
        busy_above in 0..=100_u8,
    ) -> ConditionsConfig {
        let all = [NetworkKind::Wired, NetworkKind::Wifi, NetworkKind::Mobile];
        let networks = all.into_iter().enumerate().filter(|(bit, _)| kinds >> bit & 1 == 1).map(|(_, kind)| kind);
        ConditionsConfig { least_battery, while_presenting, networks: networks.collect(), wifi_allow, metered, busy_above }
    }
}

proptest! {
    /// Whatever is not known, nothing of it holds a backup off; and all that is asked about and not known is said.
    #[test]
    fn only_what_is_known_holds(config in configs(), facts in facts()) {
        let verdict = judge(&config, &facts);
        for question in Question::ALL {
            let holds = verdict.holding.iter().any(|condition| condition.question() == question);
            let unknown = verdict.unknown.iter().any(|(asked, _)| *asked == question);
            prop_assert!(!(holds && unknown));
            match answer(question, &config, &facts) {
                Answer::Holds(_) => prop_assert!(holds && !unknown),
                Answer::Unknown(_) => prop_assert!(unknown && !holds),
                _ => prop_assert!(!holds && !unknown),
            }
        }
        let mut nothing = facts.clone();
        nothing.power = absent();
        nothing.presenting = absent();
        nothing.network = nothing.network.map(|_| absent());
        nothing.load = absent();
        prop_assert!(judge(&config, &nothing).may_run());
    }

    /// What holds, holds by its own words.
    #[test]
    fn what_holds_is_so(config in configs(), facts in facts()) {
        for condition in judge(&config, &facts).holding {
            let network = facts.network.clone().and_then(Result::ok);
            match condition {
                Condition::Battery { percent, least } => {
                    prop_assert_eq!((&facts.power, least), (&Ok(Power::Battery(percent)), config.least_battery));
                    prop_assert!(percent < least);
                }
                Condition::Presenting => prop_assert!(facts.presenting == Ok(true) && !config.while_presenting),
                Condition::NetworkKind { kind, allowed } => {
                    prop_assert_eq!(network.map(|network| network.kind), Some(kind));
                    prop_assert!(!allowed.contains(&kind) && allowed == config.networks);
                }
                Condition::WifiNotAllowed { name } => {
                    prop_assert!(!config.wifi_allow.is_empty() && !config.wifi_allow.contains(&name));
                    prop_assert_eq!(network.and_then(|network| network.wifi), Some(Ok(name)));
                }
                Condition::Metered { .. } => {
                    let network = network.expect("a network is known");
                    let says_no = matches!(network.metered, Ok(Metered::No));
                    prop_assert!(!config.metered && !says_no);
                }
                Condition::Busy { percent, limit } => {
                    prop_assert!(percent > limit && limit == config.busy_above && limit > 0);
                    prop_assert_eq!(&facts.load, &Ok(percent));
                }
            }
        }
    }

    /// Allowing more never holds more off.
    #[test]
    fn allowing_more_holds_less(config in configs(), facts in facts()) {
        let free = ConditionsConfig {
            least_battery: 0,
            while_presenting: true,
            networks: vec![NetworkKind::Wired, NetworkKind::Wifi, NetworkKind::Mobile],
            wifi_allow: Vec::new(),
            metered: true,
            busy_above: 0,
        };
        prop_assert_eq!(judge(&free, &facts), Verdict::default());
        let lower = ConditionsConfig { least_battery: config.least_battery / 2, metered: true, ..config.clone() };
        let (strict, lax) = (judge(&config, &facts), judge(&lower, &facts));
        prop_assert!(lax.holding.len() <= strict.holding.len());
        // A store on this computer has no conditions of the network.
        let local = Facts { network: None, ..facts };
        let of_network = [Question::NetworkKind, Question::Wifi, Question::Metered];
        prop_assert!(judge(&config, &local).holding.iter().all(|held| !of_network.contains(&held.question())));
    }
}
