use zstd::zstd_safe::*;
fn cpu()->f64{ let s=std::fs::read_to_string("/proc/self/stat").unwrap(); let f:Vec<&str>=s.rsplit(')').next().unwrap().split_whitespace().collect(); f[11].parse::<f64>().unwrap()/100.0 }
fn main(){ let p=std::env::args().nth(1).unwrap(); let bs: usize = std::env::args().nth(2).unwrap().parse().unwrap(); let data=std::fs::read(p).unwrap(); let data=&data[..data.len().min(1_000_000_000)];
 for (name,level,w,h,c,m,tl,st) in [("l3",3,0,0,0,0,0,0),("l2",2,0,0,0,0,0,0),("l1",1,0,0,0,0,0,0),("l3 h16c15",3,0,16,15,0,0,0),("l3 h17 c16",3,0,17,16,0,0,0),("l3 h16 c16",3,0,16,16,0,0,0),("l3 m6",3,0,0,0,6,0,0),("l3 h15 c14",3,0,15,14,0,0,0),("l4",4,0,0,0,0,0,0)] {
  let mut cc=CCtx::create(); cc.set_parameter(CParameter::CompressionLevel(level)).unwrap();
  if w>0 {cc.set_parameter(CParameter::WindowLog(w)).unwrap();} if h>0{cc.set_parameter(CParameter::HashLog(h)).unwrap();} if c>0{cc.set_parameter(CParameter::ChainLog(c)).unwrap();} if m>0{cc.set_parameter(CParameter::MinMatch(m)).unwrap();} let _=(tl,st as i32);
  let mut out=Vec::with_capacity(compress_bound(bs)); let mut total=0; let mut dt=0.0; let t=cpu();
  for b in data.chunks(bs){ out.clear(); cc.compress2(&mut out,b).unwrap(); total+=out.len().min(b.len()); }
  dt+=cpu()-t; println!("{name:12} {total:12} {dt:.2}s");
 }}
