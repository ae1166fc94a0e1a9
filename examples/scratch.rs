use aosbox::{*, account::Account, store::{Location, ConnectOptions}, model::{*, time::Clock}, monitor::*, seal::password::*, seal::keys::AccountKeys};
use std::path::*;
struct C; impl Clock for C { fn now(&self)->Timestamp{ std::time::SystemTime::now().into() } fn zone(&self)->String{"UTC".into()} }
#[derive(Default)] struct M(Counters);
impl Monitor for M { fn counters(&self)->&Counters{&self.0} fn trouble(&self,t:&Trouble){ eprintln!("trouble {:?}",t);} }
fn main(){
  let a: Vec<String> = std::env::args().collect();
  let dir = PathBuf::from(&a[2]);
  let opt = ConnectOptions{create_folder:true, ..Default::default()};
  let loc = Location::parse(dir.join("repo").to_str().unwrap(), Path::new("/")).unwrap();
  let s = store::open::open(&loc,&opt).unwrap();
  let keyf = dir.join("key");
  if a[1]=="init" { let (acc,_) = Account::create(s, Owner{name:"x".into(),email:None}, None).unwrap(); std::fs::write(&keyf, [&acc.key.expose()[..], &acc.id.0[..]].concat()).unwrap(); return; }
  let k = std::fs::read(&keyf).unwrap(); let key = seal::AccountKey::from_bytes(&k[..32]).unwrap(); let id = AccountId::from_slice(&k[32..]).unwrap();
  let acc = Account::open_with_key(s,key,&id).unwrap();
  let dev = DeviceId([1;16]); let m = M::default(); let cancel = Cancel::default();
  let cat = dir.join("cache/catalog.sqlite");
  let mut catalog = sync::open_catalog(&acc,&cat,&dev,&m).unwrap();
  let t = std::time::Instant::now();
  match a[1].as_str() {
   "backup" => { let sel = selection::Selection::of_paths(&[PathBuf::from(&a[3])], Path::new("/")).unwrap(); let mut o = backup::BackupOptions::new("d","0",dir.join("lock")); if let Ok(l)=std::env::var("LEVEL"){o.level=l.parse().unwrap();}
      let r = backup::run(&acc,&mut catalog,&dev,&sel,&o,&m,&C,&cancel).unwrap(); println!("{r:?}"); }
   "restore" => { let d = catalog.device(&dev).unwrap(); let r = restore::run(&acc,&catalog,&d,&restore::RestoreRequest{paths:vec![platform::apath(Path::new(&a[3])).unwrap()],to:Some(a[4].clone().into()),choice:Default::default(),version:None,replace:Default::default(),jobs:2,dry_run:false,verify:false},&m,&cancel).unwrap(); println!("{r:?}"); }
   "check" => { let r = maintain::check::run(&acc,catalog,&maintain::check::CheckOptions{read_percent:100.0,jobs:2},&m,&cancel).unwrap(); println!("{r:?}"); }
   _=>{}
  }
  println!("requests {} in {:?}", acc.store.requests(), t.elapsed());
  let _ : Option<AccountKeys> = None;
}
